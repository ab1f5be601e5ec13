package dev.tocsin.health.rules;

import static dev.tocsin.health.figures.FiguresFixture.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.Severity;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.FiguresFixture;
import dev.tocsin.health.incident.Judgement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rule2TieredThresholdsTest {

    static List<FiguresFixture> yellow() {
        return List.of(
                HEALTHY,
                HEALTHY.withMean(1_500),
                HEALTHY.withP95(2_200),
                HEALTHY.withP99(3_000),
                HEALTHY.withApdex(0.6),
                HEALTHY.withErrorRate(0.05));
    }

    @ParameterizedTest
    @MethodSource("yellow")
    void shouldSayNothingWhileEveryFigureIsAtMostYellow(FiguresFixture figures) {
        Judgement judgement = judge(figures.figures());

        assertThat(judgement).isInstanceOf(Judgement.Good.class);
        assertThat(judgement.reason()).startsWith("No figure of the last minute rings: average latency ");
        assertThat(judgement.evidence()).hasSize(5);
    }

    static List<Object[]> red() {
        return List.of(new Object[][] {
            {HEALTHY.withMean(1_501), "average latency 1501 ms", "average latency 1501 ms (at most 1500 ms)"},
            {HEALTHY.withP95(2_201), "P95 latency 2201 ms", "P95 latency 2201 ms (at most 2200 ms)"},
            {HEALTHY.withP99(3_001), "P99 latency 3001 ms", "P99 latency 3001 ms (at most 3000 ms)"},
            {HEALTHY.withApdex(0.59), "Apdex 0.59", "Apdex 0.59 (at least 0.6)"},
            {HEALTHY.withErrorRate(0.051), "error rate 5.1 %", "error rate 5.1 % (at most 5 %)"},
        });
    }

    @ParameterizedTest
    @MethodSource("red")
    void shouldBeBadBeyondALimitAndSayWhichOne(FiguresFixture figures, String summary, String reason) {
        Judgement judgement = judge(figures.figures());

        assertThat(judgement).isInstanceOfSatisfying(Judgement.Bad.class, bad -> {
            assertThat(bad.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(bad.summary()).isEqualTo(summary);
            assertThat(bad.reason()).isEqualTo("Red in the last minute: " + reason + ".");
            assertThat(bad.evidence()).hasSize(1);
        });
    }

    @Test
    void shouldNameEveryRedFigureWithItsEvidence() {
        Judgement judgement =
                judge(HEALTHY.withP95(2_500).withP99(4_000).withErrorRate(0.5).figures());

        assertThat(judgement.reason())
                .isEqualTo("Red in the last minute: P95 latency 2500 ms (at most 2200 ms), "
                        + "P99 latency 4000 ms (at most 3000 ms) and error rate 50 % (at most 5 %).");
        assertThat(judgement.evidence())
                .containsExactly(
                        new Evidence("P95 latency", 2_500, 2_200, "ms", "1m", 60),
                        new Evidence("P99 latency", 4_000, 3_000, "ms", "1m", 60),
                        new Evidence("error rate", 50, 5, "%", "1m", 60));
    }

    /** A minute's uptime is its error rate again; it must not ring twice. */
    @Test
    void shouldLeaveUptimeOut() {
        Figures figures = new FiguresFixture(60, 100, 200, 300, 1, 0, 0.1).figures();

        assertThat(judge(figures)).isInstanceOf(Judgement.Good.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void shouldNotDecideOnFewerThanThreeResults(long observations) {
        Judgement judgement =
                judge(HEALTHY.withErrorRate(1).withObservations(observations).figures());

        assertThat(judgement).isInstanceOf(Judgement.Undecided.class);
        assertThat(judgement.reason()).isEqualTo("Only " + observations + " of at least 3 results in the last minute.");
    }

    @Test
    void shouldDecideOnThreeResults() {
        assertThat(judge(HEALTHY.withErrorRate(1).withObservations(3).figures()))
                .isInstanceOf(Judgement.Bad.class);
    }

    private static Judgement judge(Figures figures) {
        return TieredThresholds.judge(Scene.borneOut(new Aggregate(), figures), Scene.definition(1, 1, 1));
    }
}
