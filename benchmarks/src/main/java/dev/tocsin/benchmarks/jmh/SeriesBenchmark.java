package dev.tocsin.benchmarks.jmh;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.SeriesWindows;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One series' windows after three hours of an observation every 10 s: what a cell costs, a slice's end, a checkpoint's copy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SeriesBenchmark {

    private static final SeriesKey SERIES = SeriesKey.probe("checkout", "eu-1");
    private static final long STEP = 10_000;
    private static final int AGGREGATES = 1_024;

    private final Aggregate[] cells = new Aggregate[AGGREGATES];
    private final SeriesWindows windows = new SeriesWindows();
    private long now = 1_760_000_400_000L;
    private int next;

    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < AGGREGATES; i++) {
            cells[i] = new Aggregate();
            cells[i].add(CheckStatus.OK, (long) (50_000 * Math.exp(random.nextGaussian())), 1_000_000, STEP);
        }
        for (int i = 0; i < 3 * 360; i++) {
            slice();
        }
    }

    /** A cell of one observation into the open slice. */
    @Benchmark
    public void cell() {
        windows.add(SERIES, now, Timeliness.ON_TIME, cells[next++ % AGGREGATES], now, row -> {});
    }

    /** A cell, the slice's end with its row and view, and each sixth time a minute's. */
    @Benchmark
    public Object slice() {
        cell();
        now += STEP;
        return windows.onTime(SERIES, now, row -> {});
    }

    @Benchmark
    public SeriesWindows copy() {
        return windows.copy();
    }
}
