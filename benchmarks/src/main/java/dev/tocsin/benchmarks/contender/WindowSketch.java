package dev.tocsin.benchmarks.contender;

import dev.tocsin.health.sketch.Sketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The accumulator of the contenders that use our sketch. Mutable, not thread-safe. */
public final class WindowSketch {

    private long count;
    private long failed;
    private long satisfied;
    private long min = Long.MAX_VALUE;
    private long max;
    private final Sketch sketch;

    WindowSketch() {
        this(new Sketch());
    }

    private WindowSketch(Sketch sketch) {
        this.sketch = sketch;
    }

    WindowSketch add(Check check) {
        count++;
        failed += check.failed ? 1 : 0;
        satisfied += check.satisfied ? 1 : 0;
        if (check.latencyMicros != Check.NO_VALUE) {
            min = Math.min(min, check.latencyMicros);
            max = Math.max(max, check.latencyMicros);
            sketch.add(check.latencyMicros);
        }
        return this;
    }

    WindowSketch merge(WindowSketch other) {
        count += other.count;
        failed += other.failed;
        satisfied += other.satisfied;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        sketch.merge(other.sketch);
        return this;
    }

    WindowFigures figures(String service, String location, long windowEnd) {
        return new WindowFigures(
                service, location, windowEnd, count, failed, satisfied, percentile(50), percentile(95), percentile(99));
    }

    private double percentile(double percent) {
        return sketch.count() == 0 ? WindowFigures.NONE : sketch.percentile(percent, min, max);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(failed);
        out.writeLong(satisfied);
        out.writeLong(min);
        out.writeLong(max);
        byte[] distribution = sketch.encode();
        out.writeInt(distribution.length);
        out.write(distribution);
    }

    static WindowSketch read(DataInput in) throws IOException {
        long count = in.readLong();
        long failed = in.readLong();
        long satisfied = in.readLong();
        long min = in.readLong();
        long max = in.readLong();
        byte[] distribution = new byte[in.readInt()];
        in.readFully(distribution);
        WindowSketch read = new WindowSketch(Sketch.decode(distribution));
        read.count = count;
        read.failed = failed;
        read.satisfied = satisfied;
        read.min = min;
        read.max = max;
        return read;
    }
}
