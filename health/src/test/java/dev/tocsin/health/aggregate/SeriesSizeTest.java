package dev.tocsin.health.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Resolution;
import dev.tocsin.health.admission.Timeliness;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a series costs; a hundred thousand of them must fit on a small heap and into a checkpoint each few seconds. */
class SeriesSizeTest {

    private static final long START = 1_760_000_400_000L;
    private static final Consumer<AggregateRow> NOBODY = row -> {};

    @ParameterizedTest
    @CsvSource({"10000, 1.0, 5700, 4800", "60000, 1.0, 2350, 1850", "1000, 1.5, 25000, 24000"})
    void shouldBeSmallAfterThreeHours(long intervalMs, double sigma, int heapLimit, int bytesLimit) {
        SeriesWindows windows = new SeriesWindows();
        SplittableRandom random = new SplittableRandom(1);
        int mostHeap = 0;
        int mostBytes = 0;
        for (long now = START; now < START + 3 * 3_600_000 + 3_000_000; now += intervalMs) {
            add(windows, now, sigma, random);
            if (now > START + 3 * 3_600_000) {
                mostHeap = Math.max(mostHeap, (int) HeapSize.of(windows));
                mostBytes = Math.max(mostBytes, Observations.written(windows).length);
            }
        }
        assertThat(mostHeap).isBetween(1_000, heapLimit);
        assertThat(mostBytes).isBetween(1_000, bytesLimit);
    }

    @Test
    void shouldCopyOnlyWhatStillChanges() {
        SeriesWindows windows = new SeriesWindows();
        SplittableRandom random = new SplittableRandom(2);
        for (long now = START; now < START + 7_200_000; now += 10_000) {
            add(windows, now, 1, random);
        }
        byte[] before = Observations.written(windows);
        SeriesWindows copy = windows.copy();
        assertThat(HeapSize.of(new Object[] {windows, copy})).isLessThan(HeapSize.of(windows) + 1_200);
        // The slice that is still open changes in place, and a correction replaces what is packed.
        for (long start : new long[] {START + 7_190_000, START + 7_100_000}) {
            boolean open = start + 10_000 == windows.due();
            Timeliness timeliness = open ? Timeliness.ON_TIME : Timeliness.CORRECTION;
            windows.add(Observations.SERIES, start, timeliness, one(1, random), windows.due() - 1, NOBODY);
        }
        for (long now = START + 7_200_000; now < START + 7_500_000; now += 10_000) {
            add(windows, now, 1, random);
        }
        assertThat(Observations.written(copy))
                .as("what a checkpoint writes meanwhile")
                .isEqualTo(before);
        assertThat(Observations.written(windows)).isNotEqualTo(before);
    }

    private static void add(SeriesWindows windows, long now, double sigma, SplittableRandom random) {
        while (windows.due() <= now - 2_000) {
            windows.onTime(Observations.SERIES, windows.due(), NOBODY);
        }
        windows.add(
                Observations.SERIES,
                Resolution.SLICE.floor(now),
                Timeliness.ON_TIME,
                one(sigma, random),
                now - 2_000,
                NOBODY);
    }

    private static Aggregate one(double sigma, SplittableRandom random) {
        Aggregate one = new Aggregate();
        long latency = Math.round(120_000 * Math.exp(sigma * random.nextGaussian()));
        one.add(CheckStatus.OK, latency, 1_000_000, 10_000);
        return one;
    }
}
