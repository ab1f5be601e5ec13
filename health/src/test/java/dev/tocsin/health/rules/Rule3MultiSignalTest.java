package dev.tocsin.health.rules;

import static dev.tocsin.health.figures.FiguresFixture.HEALTHY;
import static dev.tocsin.health.rules.Scene.checks;
import static dev.tocsin.health.rules.Scene.definition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.figures.FiguresFixture;
import dev.tocsin.health.incident.Judgement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rule3MultiSignalTest {

    private static final ServiceDefinition DEFINITION = definition(1, 1, 1);
    private static final Aggregate GOOD_SLICE = checks(10, 100, 0);

    static List<Object[]> limits() {
        return List.of(new Object[][] {
            {HEALTHY, null, null},
            {HEALTHY.withP95(2_000), null, null},
            {HEALTHY.withP95(2_001), "P95 latency 2001 ms", "P95 latency of the last minute is 2001 ms, above 2000 ms."
            },
            {HEALTHY.withErrorRate(0.05), null, null},
            {HEALTHY.withErrorRate(0.06), "error rate 6 %", "error rate of the last minute is 6 %, above 5 %."},
            {HEALTHY.withApdex(0.8), null, null},
            {HEALTHY.withApdex(0.79), "Apdex 0.79", "Apdex of the last minute is 0.79, below 0.8."},
            {HEALTHY.withApdex(0), "Apdex 0", "Apdex of the last minute is 0, below 0.8."},
        });
    }

    @ParameterizedTest
    @MethodSource("limits")
    void shouldJudgeStrictlyBeyondEachLimit(FiguresFixture minute, String summary, String reason) {
        Judgement judgement = MultiSignal.judge(Scene.borneOut(GOOD_SLICE, minute.figures()), DEFINITION);

        if (summary == null) {
            assertThat(judgement).isInstanceOf(Judgement.Good.class);
        } else {
            assertThat(judgement).isInstanceOfSatisfying(Judgement.Bad.class, bad -> {
                assertThat(bad.severity()).isEqualTo(Severity.WARNING);
                assertThat(bad.summary()).isEqualTo(summary);
                assertThat(bad.reason()).isEqualTo(reason);
            });
        }
    }

    @Test
    void shouldTakeTheFirstSignalThatApplies() {
        FiguresFixture apdex = HEALTHY.withApdex(0.1);
        FiguresFixture errors = apdex.withErrorRate(0.5);
        FiguresFixture slow = errors.withP95(5_000);

        assertThat(summary(checks(0, 0, 3), slow)).isEqualTo("no good answer for 10 s");
        assertThat(summary(GOOD_SLICE, slow)).isEqualTo("P95 latency 5000 ms");
        assertThat(summary(GOOD_SLICE, errors)).isEqualTo("error rate 50 %");
        assertThat(summary(GOOD_SLICE, apdex)).isEqualTo("Apdex 0.1");
    }

    @Test
    void shouldJudgeLatencyByTheServicesOwnLimit() {
        ServiceDefinition strict = new ServiceDefinition(
                1, "checkout", "Checkout", "", 1_000, 1_000, 1_000, 0.99, 1, 1, 1, 150, null, List.of(), 1, 0);

        assertThat(MultiSignal.judge(Scene.borneOut(GOOD_SLICE, HEALTHY.figures()), strict)
                        .evidence())
                .containsExactly(new Evidence("P95 latency", 200, 150, "ms", "1m", 60));
    }

    @Test
    void shouldBeCriticalWhenNoCheckOfTheSliceHadAGoodAnswer() {
        Aggregate slice = checks(0, 0, 4);
        slice.add(CheckStatus.ERROR, 5_000, 1_000_000, 1_000);
        slice.add(CheckStatus.UNKNOWN, Observation.NO_VALUE, 1_000_000, 1_000);

        Judgement judgement = MultiSignal.judge(Scene.borneOut(slice, HEALTHY.figures()), DEFINITION);

        assertThat(((Judgement.Bad) judgement).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judgement.reason()).isEqualTo("All 5 checks of the last 10 s failed.");
    }

    @Test
    void shouldNotTakeAnEmptyOrABlindSliceOrA4xxForAnOutage() {
        Aggregate blind = new Aggregate();
        blind.add(CheckStatus.UNKNOWN, Observation.NO_VALUE, 1_000_000, 1_000);
        Aggregate refused = checks(0, 0, 1);
        refused.add(CheckStatus.WARN, 5_000, 1_000_000, 1_000);

        for (Aggregate slice : List.of(new Aggregate(), blind, refused)) {
            assertThat(MultiSignal.judge(Scene.borneOut(slice, HEALTHY.figures()), DEFINITION))
                    .isInstanceOf(Judgement.Good.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void shouldNotDecideOnFewerThanThreeResults(long observations) {
        Judgement judgement = MultiSignal.judge(
                Scene.borneOut(
                        checks(0, 0, 2),
                        HEALTHY.withErrorRate(1).withObservations(observations).figures()),
                DEFINITION);

        assertThat(judgement).isInstanceOf(Judgement.Undecided.class);
        assertThat(judgement.reason()).isEqualTo("Only " + observations + " of at least 3 results in the last minute.");
    }

    private static String summary(Aggregate slice, FiguresFixture minute) {
        return ((Judgement.Bad) MultiSignal.judge(Scene.borneOut(slice, minute.figures()), DEFINITION)).summary();
    }
}
