package dev.tocsin.health.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Observation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UptimeTest {

    private static final long HOUR = 3_600_000;

    private static Aggregate seen(int ok, int error, int down, int unknown, long intervalMs) {
        Aggregate seen = new Aggregate();
        add(seen, CheckStatus.OK, ok, intervalMs);
        add(seen, CheckStatus.ERROR, error, intervalMs);
        add(seen, CheckStatus.DOWN, down, intervalMs);
        add(seen, CheckStatus.UNKNOWN, unknown, intervalMs);
        return seen;
    }

    private static void add(Aggregate seen, CheckStatus status, int times, long intervalMs) {
        for (int i = 0; i < times; i++) {
            seen.add(status, status.ordinal() < 3 ? 1_000 : Observation.NO_VALUE, 0, intervalMs);
        }
    }

    @Test
    void shouldTellUpDownAndUnknownOfTheTimeThatShouldHaveBeenObserved() {
        // 40 of the 60 minutes were looked at: 30 good, 6 answered badly, 4 without answer; 5 more while blind.
        Uptime uptime = Uptime.of(seen(30, 6, 4, 5, 60_000), HOUR);

        assertThat(uptime.up()).isEqualTo(0.5);
        assertThat(uptime.down()).isEqualTo(10 / 60.0, within(1e-12));
        assertThat(uptime.unknown()).isEqualTo(20 / 60.0, within(1e-12));
        assertThat(uptime.coverage()).isEqualTo(40 / 60.0, within(1e-12));
    }

    @Test
    void shouldKnowNothingWhenNobodyLookedOrEverybodyWasBlind() {
        assertThat(Uptime.of(new Aggregate(), HOUR)).isEqualTo(new Uptime(0, 0, HOUR));
        assertThat(Uptime.of(seen(0, 0, 0, 60, 60_000), HOUR)).isEqualTo(new Uptime(0, 0, HOUR));
        assertThat(Uptime.of(new Aggregate(), HOUR).up()).isZero();
        assertThat(Uptime.of(new Aggregate(), HOUR).coverage()).isZero();
    }

    @Test
    void shouldBeDownThroughoutWhenAllFailed() {
        assertThat(Uptime.of(seen(0, 30, 30, 0, 60_000), HOUR)).isEqualTo(new Uptime(0, HOUR, 0));
    }

    @Test
    void shouldSayNothingWhenNothingWasExpected() {
        assertThat(Uptime.NOTHING_EXPECTED.up()).isNaN();
        assertThat(Uptime.NOTHING_EXPECTED.coverage()).isNaN();
        assertThat(Uptime.of(seen(1, 0, 0, 0, 1_000), -5)).isEqualTo(Uptime.NOTHING_EXPECTED);
    }

    @Test
    void shouldNotCoverMoreThanWasExpected() {
        assertThat(Uptime.of(seen(3, 1, 0, 0, HOUR), HOUR)).isEqualTo(new Uptime(HOUR * 3 / 4, HOUR / 4, 0));
    }

    @Test
    void shouldTakeLessThanAnIntervalForTheEdgeOfTheViewAndNotForAGap() {
        assertThat(Uptime.of(seen(59, 0, 0, 0, 60_000), HOUR)).isEqualTo(new Uptime(HOUR, 0, 0));
        assertThat(Uptime.of(seen(58, 0, 0, 0, 60_000), HOUR)).isEqualTo(new Uptime(HOUR - 120_000, 0, 120_000));
        // What a blind prober missed is missing all the same.
        assertThat(Uptime.of(seen(59, 0, 0, 1, 60_000), HOUR)).isEqualTo(new Uptime(HOUR - 60_000, 0, 60_000));
    }

    @Test
    void shouldAddLocationsUpSoThatABlindOneStaysVisible() {
        Uptime both = Uptime.of(seen(60, 0, 0, 0, 60_000), HOUR).plus(Uptime.of(new Aggregate(), HOUR));

        assertThat(both.expectedMs()).isEqualTo(2 * HOUR);
        assertThat(both.up()).isEqualTo(0.5);
        assertThat(both.unknown()).isEqualTo(0.5);
    }

    @Test
    void shouldAlwaysAddUpToWhatWasExpected() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 1_000; round++) {
            long expected = random.nextLong(2 * HOUR);
            Uptime uptime = Uptime.of(
                    seen(
                            random.nextInt(20),
                            random.nextInt(5),
                            random.nextInt(5),
                            random.nextInt(5),
                            random.nextInt(100_000)),
                    expected);
            assertThat(uptime.upMs() + uptime.downMs() + uptime.unknownMs()).isEqualTo(expected);
        }
    }

    @Test
    void shouldRefuseTimesThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Uptime(-1, 0, 0));
    }
}
