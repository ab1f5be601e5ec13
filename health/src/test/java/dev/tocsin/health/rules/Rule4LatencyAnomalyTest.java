package dev.tocsin.health.rules;

import static dev.tocsin.health.figures.FiguresFixture.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Severity;
import dev.tocsin.health.detect.MedianDeviation;
import dev.tocsin.health.figures.FiguresFixture;
import dev.tocsin.health.incident.Judgement;
import org.junit.jupiter.api.Test;

class Rule4LatencyAnomalyTest {

    private final MedianDeviation detector = new MedianDeviation();
    private long end;

    @Test
    void shouldBeGoodWhileItLearns() {
        for (int i = 0; i < 18; i++) {
            assertThat(judge(i % 2 == 0 ? 1 : 1e6)).isInstanceOf(Judgement.Good.class);
        }
    }

    @Test
    void shouldWarnOfALatencyFarAboveTheUsualAndSayWhatWasExpected() {
        learn();

        Judgement judgement = judge(2_000);

        assertThat(judgement).isInstanceOfSatisfying(Judgement.Bad.class, bad -> {
            assertThat(bad.severity()).isEqualTo(Severity.WARNING);
            assertThat(bad.summary()).isEqualTo("unusual latency, P95 2000 ms");
            assertThat(bad.reason())
                    .isEqualTo("P95 latency of the last 10 s is 2000 ms, expected 54.88–182 ms: "
                            + "30 deviations above the usual.");
            assertThat(bad.evidence()).hasSize(1);
            assertThat(bad.evidence().get(0).value()).isEqualTo(2_000);
            assertThat(bad.evidence().get(0).limit()).isBetween(182.0, 183.0);
        });
    }

    @Test
    void shouldNotRingForALatencyFarBelowTheUsual() {
        learn();

        assertThat(judge(1)).isInstanceOf(Judgement.Good.class);
    }

    @Test
    void shouldNotDecideNorLearnFromASliceWithoutAnAnswer() {
        learn();
        for (int i = 0; i < 100; i++) {
            Judgement judgement = LatencyAnomaly.judge(detector, end += 10_000, FiguresFixture.nothing());
            assertThat(judgement).isInstanceOf(Judgement.Undecided.class);
            assertThat(judgement.reason()).isEqualTo("No answer in the last 10 s.");
        }
        assertThat(judge(100)).isInstanceOf(Judgement.Good.class);
        assertThat(judge(2_000)).isInstanceOf(Judgement.Bad.class);
    }

    private void learn() {
        for (int i = 0; i < 30; i++) {
            judge(100);
        }
    }

    private Judgement judge(double p95) {
        return LatencyAnomaly.judge(
                detector, end += 10_000, HEALTHY.withP95(p95).figures());
    }
}
