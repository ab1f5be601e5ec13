package dev.tocsin.health.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One series as the stream job drives it: cells in the order of their arrival, timers, and restarts in between. */
class SeriesWindowsTest {

    private static final long START = 1_760_000_400_000L;

    private record Window(Resolution resolution, long start) {}

    private SeriesWindows windows = new SeriesWindows();
    private final Map<Window, AggregateRow> told = new HashMap<>();
    private final Map<Window, Aggregate> recount = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldEndWithTheRecountOfEveryWindowWhateverComesLateAndHoweverOftenItRestarts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long now = START;
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextLong(i % 500 == 0 ? 900_000 : 6_000);
            if (random.nextInt(3) > 0) {
                watermark = now - 2_000;
                runTimers(watermark);
            }
            // A partition that has just been made is behind.
            long appendedAt = random.nextInt(4) == 0 ? now - random.nextLong(Admission.BEHIND_MS) : now;
            long eventTime = appendedAt - lateness(random);
            List<Observation> one = Observations.random(random, 1, eventTime, eventTime + 1);
            add(one.get(0), (Timeliness) Admission.of(one.get(0).timestamp(), appendedAt), watermark);
            if (random.nextInt(50) == 0) {
                windows = Observations.restarted(windows);
                // A restored stream knows no watermark until its sources tell one.
                watermark = Long.MIN_VALUE;
            }
        }
        runTimers(now + 2 * Admission.ROLLUP_BOUND_MS);

        assertThat(told.keySet()).isEqualTo(recount.keySet());
        told.forEach((window, row) -> assertThat(Observations.bytes(Aggregate.of(row)))
                .as("%s", window)
                .isEqualTo(Observations.bytes(recount.get(window))));
        assertThat(windows.isEmpty()).isTrue();
    }

    /** Often little, sometimes so much that it is nearly too late for something. */
    private static long lateness(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextLong(Admission.ROLLUP_BOUND_MS);
            case 1 -> Admission.SLICE_BOUND_MS - random.nextLong(20_000);
            case 2 -> Admission.ROLLUP_BOUND_MS - random.nextLong(60_000);
            default -> random.nextLong(15_000);
        };
    }

    private void add(Observation observation, Timeliness timeliness, long watermark) {
        windows.add(
                observation.series(),
                timeliness.finest().floor(observation.timestamp()),
                timeliness,
                Observations.aggregate(List.of(observation)),
                watermark,
                this::tell);
        for (Resolution resolution : Resolution.values()) {
            if (resolution != Resolution.SLICE || timeliness != Timeliness.ROLLUPS_ONLY) {
                recount.computeIfAbsent(
                                new Window(resolution, resolution.floor(observation.timestamp())),
                                key -> new Aggregate())
                        .add(observation);
            }
        }
    }

    private void runTimers(long watermark) {
        while (windows.due() <= watermark) {
            windows.onTime(Observations.SERIES, windows.due(), this::tell);
        }
    }

    private void tell(AggregateRow row) {
        AggregateRow before = told.put(new Window(row.resolution(), row.windowStart()), row);
        assertThat(before == null || before.observations() <= row.observations())
                .as("a window never shrinks")
                .isTrue();
        assertThat(row.partial()).isFalse();
    }
}
