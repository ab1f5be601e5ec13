package dev.tocsin.benchmarks.jmh;

import dev.tocsin.health.detect.Detector;
import dev.tocsin.health.detect.NoveltyDetector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
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

/** The novelty detector on minutes of a latency that has days, noise, spikes and other levels, so that its memory is full. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DetectorBenchmark {

    private static final int WARM_UP = 720;
    private static final int VALUES = 65_536;
    private static final long MINUTE_MS = 60_000;
    private static final double DAY = 1_440;

    private final double[] values = new double[VALUES];
    private final NoveltyDetector detector = new NoveltyDetector(WARM_UP, NoveltyDetector.Limits.DEFAULT);
    private byte[] state;
    private long next;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        double level = 100;
        for (int i = 0; i < VALUES; i++) {
            level = random.nextInt(5_000) == 0 ? 50 + 200 * random.nextDouble() : level;
            double spike = random.nextInt(500) == 0 ? 1_000 * random.nextDouble() : 0;
            values[i] = level + 30 * Math.sin(2 * Math.PI * i / DAY) + 10 * random.nextGaussian() + spike;
            observe();
        }
        state = save();
    }

    @Benchmark
    public Detector.Verdict observe() {
        long now = next++;
        return detector.observe(now * MINUTE_MS, values[(int) (now & VALUES - 1)]);
    }

    @Benchmark
    public byte[] save() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        try {
            detector.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Benchmark
    public NoveltyDetector restore() throws IOException {
        return NoveltyDetector.read(
                new DataInputStream(new ByteArrayInputStream(state)), NoveltyDetector.Limits.DEFAULT);
    }
}
