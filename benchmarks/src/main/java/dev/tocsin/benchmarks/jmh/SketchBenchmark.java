package dev.tocsin.benchmarks.jmh;

import dev.tocsin.health.sketch.Sketch;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The sketch on log-normal latencies in microseconds, as probes of a busy service give; a minute has ten checks a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SketchBenchmark {

    private static final int VALUES = 8_192;
    private static final int MINUTE = 600;
    private static final int SLICE = 60;

    private final long[] values = new long[VALUES];
    private final Sketch large = new Sketch();
    private final Sketch minute = new Sketch();
    private final Sketch other = new Sketch();
    private byte[] encoded;
    private int next;

    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < VALUES; i++) {
            values[i] = (long) (50_000 * Math.exp(random.nextGaussian()));
            large.add(values[i]);
            if (i < MINUTE) {
                minute.add(values[i]);
            } else if (i < 2 * MINUTE) {
                other.add(values[i]);
            }
        }
        encoded = minute.encode();
    }

    @Benchmark
    public void insert() {
        large.add(values[next++ & VALUES - 1]);
    }

    /** From nothing, so that growth, the exact part and the change to buckets are in it. */
    @Benchmark
    @OperationsPerInvocation(MINUTE)
    public Sketch insertAMinute() {
        return filled(MINUTE);
    }

    /** A slice's worth, which stays exact. */
    @Benchmark
    @OperationsPerInvocation(SLICE)
    public Sketch insertASlice() {
        return filled(SLICE);
    }

    @Benchmark
    public Sketch mergeMinutes() {
        minute.merge(other);
        return minute;
    }

    @Benchmark
    public byte[] encodeAMinute() {
        return minute.encode();
    }

    @Benchmark
    public Sketch decodeAMinute() {
        return Sketch.decode(encoded);
    }

    private Sketch filled(int amount) {
        Sketch sketch = new Sketch();
        for (int i = 0; i < amount; i++) {
            sketch.add(values[next++ & VALUES - 1]);
        }
        return sketch;
    }
}
