package dev.tocsin.health.figures;

import static dev.tocsin.health.figures.FiguresFixture.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Unit;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Observation;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthVerdictTest {

    private static final Silence HEARD = Silence.of(OptionalLong.of(0), 0, 10_000, 1_000, 5_000);
    private static final Silence SILENT = Silence.of(OptionalLong.of(0), 0, 10_000, 1_000, 300_000);

    @Test
    void shouldBeGreenWhenEveryFigureIs() {
        HealthVerdict verdict = HealthVerdict.of(HEALTHY.figures(), 1, HEARD);

        assertThat(verdict.state()).isEqualTo(HealthState.GREEN);
        assertThat(verdict.reasons()).containsExactly("All figures are within their limits.");
        assertThat(verdict.grades()).hasSize(Graded.values().length);
    }

    @Test
    void shouldBeAsBadAsItsWorstFigureAndNameAllThatAreNotGreen() {
        HealthVerdict verdict =
                HealthVerdict.of(HEALTHY.withP95(2_300).withErrorRate(0.03).figures(), 0.94, HEARD);

        assertThat(verdict.state()).isEqualTo(HealthState.RED);
        assertThat(verdict.reasons())
                .containsExactly(
                        "P95 latency is 2300 ms, above 2200 ms.",
                        "Error rate is 3 %, above 2 %.",
                        "Uptime is 94 %, below 95 %.");
    }

    @Test
    void shouldBeYellowWhenNothingIsWorse() {
        assertThat(HealthVerdict.of(HEALTHY.withApdex(0.7).figures(), 1, HEARD).state())
                .isEqualTo(HealthState.YELLOW);
    }

    @Test
    void shouldBeNeitherGreenNorRedWhenSilentHoweverItWas() {
        assertThat(HealthVerdict.of(HEALTHY.figures(), 1, SILENT).state()).isEqualTo(HealthState.SILENT);

        HealthVerdict verdict = HealthVerdict.of(HEALTHY.withErrorRate(1).figures(), 0, SILENT);
        assertThat(verdict.state()).isEqualTo(HealthState.SILENT);
        assertThat(verdict.reasons()).containsExactly("No result for 5 min, longer than 60 s.");
    }

    @Test
    void shouldHaveNoDataBeforeAnythingIsKnown() {
        HealthVerdict nothing = HealthVerdict.of(FiguresFixture.nothing(), Double.NaN, HEARD);
        assertThat(nothing.state()).isEqualTo(HealthState.NO_DATA);
        assertThat(nothing.reasons()).containsExactly("Nothing was observed lately.");

        Aggregate blind = new Aggregate();
        blind.add(CheckStatus.UNKNOWN, Observation.NO_VALUE, 1_000, 1_000);
        assertThat(HealthVerdict.of(Figures.of(blind, Unit.MILLISECONDS), Double.NaN, HEARD)
                        .reasons())
                .containsExactly("All probers were blind, so nothing is known.");
    }

    @Test
    void shouldJudgeByTheFiguresThatAreKnownWhenNothingAnswers() {
        Aggregate down = new Aggregate();
        down.add(CheckStatus.DOWN, Observation.NO_VALUE, 1_000, 1_000);
        HealthVerdict verdict = HealthVerdict.of(Figures.of(down, Unit.MILLISECONDS), Double.NaN, HEARD);

        assertThat(verdict.state()).isEqualTo(HealthState.RED);
        assertThat(verdict.reasons()).containsExactly("Apdex is 0, below 0.6.", "Error rate is 100 %, above 5 %.");
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 1000, 60000, false",
        "10000, 1000, 60001, true",
        "60000, 10000, 190000, false",
        "60000, 10000, 190001, true"
    })
    void shouldBeSilentAfterThreeIntervalsAndATimeoutButNotWithinAMinute(
            long intervalMs, long timeoutMs, long quietMs, boolean silent) {
        long newest = 1_000_000;

        assertThat(Silence.of(OptionalLong.of(newest), 0, intervalMs, timeoutMs, newest + quietMs)
                        .silent())
                .isEqualTo(silent);
    }

    @Test
    void shouldCountFromTheRegistrationWhenNothingWasEverHeard() {
        Silence silence = Silence.of(OptionalLong.empty(), 1_000_000, 10_000, 1_000, 1_000_000 + 2 * 3_600_000);

        assertThat(silence.silent()).isTrue();
        assertThat(HealthVerdict.of(FiguresFixture.nothing(), Double.NaN, silence)
                        .reasons())
                .containsExactly("No result is known; one was due within 60 s.");
        assertThat(Silence.of(OptionalLong.empty(), 1_000_000, 10_000, 1_000, 1_030_000)
                        .silent())
                .isFalse();
    }

    @Test
    void shouldNotBeQuietForLessThanNoTimeWhenAResultIsFromAheadOfTheClock() {
        assertThat(Silence.of(OptionalLong.of(10_000), 0, 10_000, 1_000, 5_000).quietMs())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"95000, 95 s", "3599999, 59 min", "5580000, 1 h 33 min", "93600000, 1 d 2 h"})
    void shouldTellTimesInTheirTwoLargestUnits(long millis, String words) {
        assertThat(Wording.duration(millis)).isEqualTo(words);
    }
}
