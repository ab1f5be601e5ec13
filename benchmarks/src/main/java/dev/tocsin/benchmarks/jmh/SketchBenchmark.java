package dev.tocsin.benchmarks.jmh;

import dev.tocsin.health.sketch.Sketch;
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

/** The sketch on log-normal latencies in microseconds, as probes of a busy service give. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SketchBenchmark {

    private static final int VALUES = 8_192;

    private final long[] values = new long[VALUES];
    private final Sketch large = new Sketch();
    private final Sketch other = new Sketch();
    private byte[] encoded;
    private int next;

    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < VALUES; i++) {
            values[i] = (long) (50_000 * Math.exp(0.5 * random.nextGaussian()));
            large.add(values[i]);
            if (i % 8 == 0) {
                other.add(values[i]);
            }
        }
        encoded = large.encode();
    }

    @Benchmark
    public void insert() {
        large.add(values[next++ & VALUES - 1]);
    }

    @Benchmark
    public void merge() {
        large.merge(other);
    }

    @Benchmark
    public byte[] encode() {
        return large.encode();
    }

    @Benchmark
    public Sketch decode() {
        return Sketch.decode(encoded);
    }
}
