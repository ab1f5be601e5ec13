package dev.tocsin.health.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Unit;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Observation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void shouldKnowNothingOfNothing() {
        Figures figures = Figures.of(new Aggregate(), Unit.MILLISECONDS);

        assertThat(figures.observations()).isZero();
        assertThat(new double[] {
                    figures.mean(),
                    figures.min(),
                    figures.max(),
                    figures.p50(),
                    figures.p90(),
                    figures.p95(),
                    figures.p99(),
                    figures.p999(),
                    figures.apdex(),
                    figures.errorRate(),
                    figures.uptime()
                })
                .containsOnly(Double.NaN);
    }

    @Test
    void shouldComputeInTheUnitsThatPeopleRead() {
        Aggregate view = new Aggregate();
        for (int i = 0; i < 20; i++) {
            view.add(CheckStatus.OK, (50 + 5 * i) * 1_000L, 1_000_000, 1_000);
        }
        Figures figures = Figures.of(view, Unit.MILLISECONDS);

        assertThat(figures.mean()).isEqualTo(97.5);
        assertThat(figures.min()).isEqualTo(50);
        assertThat(figures.max()).isEqualTo(145);
        assertThat(figures.p50()).isEqualTo(97.5);
        assertThat(figures.p95()).isEqualTo(140.25);
        assertThat(figures.p99()).isEqualTo(144.05);
        // Rank 19 · 0.999 = 18.981, between 140 and 145.
        assertThat(figures.p999()).isEqualTo(144.905, within(1e-9));
        assertThat(figures.apdex()).isEqualTo(1);
    }

    @Test
    void shouldBeThatOneValueInEveryPercentileWhenThereIsOnlyOne() {
        Aggregate view = new Aggregate();
        view.add(CheckStatus.OK, 12_500, 1_000_000, 1_000);
        Figures figures = Figures.of(view, Unit.MILLISECONDS);

        assertThat(new double[] {
                    figures.mean(),
                    figures.min(),
                    figures.max(),
                    figures.p50(),
                    figures.p90(),
                    figures.p95(),
                    figures.p99(),
                    figures.p999()
                })
                .containsOnly(12.5);
    }

    @Test
    void shouldCountEachStatusClassByItself() {
        Aggregate view = new Aggregate();
        for (CheckStatus status : CheckStatus.values()) {
            for (int i = 0; i <= status.ordinal(); i++) {
                boolean answered = status != CheckStatus.DOWN && status != CheckStatus.UNKNOWN;
                view.add(status, answered ? 1_000 : Observation.NO_VALUE, 1_000_000, 1_000);
            }
        }
        Figures figures = Figures.of(view, Unit.MILLISECONDS);

        assertThat(new long[] {figures.ok(), figures.warn(), figures.error(), figures.down(), figures.unknown()})
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(figures.observations()).isEqualTo(15);
        assertThat(figures.failed()).isEqualTo(9);
        assertThat(figures.measured()).isEqualTo(6);
        assertThat(figures.errorRate()).isEqualTo(0.9);
        assertThat(figures.uptime()).isEqualTo(0.1);
    }

    @Test
    void shouldCallSlowWhatAnsweredAfterTWhateverItAnswered() {
        Aggregate view = new Aggregate();
        view.add(CheckStatus.OK, 1_000_000, 1_000_000, 1_000);
        view.add(CheckStatus.OK, 1_000_001, 1_000_000, 1_000);
        view.add(CheckStatus.ERROR, 9_000_000, 1_000_000, 1_000);
        view.add(CheckStatus.DOWN, Observation.NO_VALUE, 1_000_000, 1_000);
        view.add(CheckStatus.OK, 9_000_000, 0, 1_000);

        assertThat(Figures.of(view, Unit.MILLISECONDS).slow()).isEqualTo(2);
    }

    @Test
    void shouldHaveNoLatencyButAnErrorRateWhenNothingAnswers() {
        Aggregate view = new Aggregate();
        view.add(CheckStatus.DOWN, Observation.NO_VALUE, 1_000_000, 1_000);
        Figures figures = Figures.of(view, Unit.MILLISECONDS);

        assertThat(figures.p95()).isNaN();
        assertThat(figures.min()).isNaN();
        assertThat(figures.errorRate()).isEqualTo(1);
        assertThat(figures.apdex()).isZero();
        assertThat(figures.uptime()).isZero();
    }

    @Test
    void shouldNotLetABlindProberSayAnything() {
        Aggregate view = new Aggregate();
        view.add(CheckStatus.OK, 5_000, 1_000_000, 1_000);
        view.add(CheckStatus.UNKNOWN, Observation.NO_VALUE, 1_000_000, 1_000);
        Figures figures = Figures.of(view, Unit.MILLISECONDS);

        assertThat(figures.observations()).isEqualTo(2);
        assertThat(figures.apdex()).isEqualTo(1);
        assertThat(figures.uptime()).isEqualTo(1);
        assertThat(figures.errorRate()).isZero();
    }

    @Test
    void shouldMeetTheDefinitionsExactly() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 500; round++) {
            Aggregate view = new Aggregate();
            long doubled = 0;
            long known = 0;
            long failed = 0;
            long ok = 0;
            long threshold = 1 + random.nextLong(2_000);
            for (int i = random.nextInt(200); i >= 0; i--) {
                CheckStatus status = CheckStatus.values()[random.nextInt(5)];
                boolean answered = status != CheckStatus.DOWN && status != CheckStatus.UNKNOWN;
                long value = answered ? random.nextLong(6 * threshold) : Observation.NO_VALUE;
                view.add(status, value, threshold, 0);
                known += status == CheckStatus.UNKNOWN ? 0 : 1;
                ok += status == CheckStatus.OK ? 1 : 0;
                failed += answered && status == CheckStatus.OK || status == CheckStatus.UNKNOWN ? 0 : 1;
                if (status == CheckStatus.OK) {
                    doubled += value <= threshold ? 2 : value <= 4 * threshold ? 1 : 0;
                }
            }
            Figures figures = Figures.of(view, Unit.COUNT);
            if (known > 0) {
                assertThat(figures.apdex()).isEqualTo(ratio(doubled, 2 * known));
                assertThat(figures.errorRate()).isEqualTo(ratio(failed, known));
                assertThat(figures.uptime()).isEqualTo(ratio(ok, known));
            }
        }
    }

    private static double ratio(long part, long whole) {
        return BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), new MathContext(60))
                .doubleValue();
    }
}
