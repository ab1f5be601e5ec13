package dev.tocsin.health.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The events of one window that a promise is measured by.
 *
 * @param known results that say something about the service: all but those of a blind prober
 * @param failed those of them that count as failed
 * @param coveredMs how much of the window they stand for. What several locations saw at the same time stands for that time
 *     once: who merges locations divides the sum by their number
 */
public record EventCounts(long known, long failed, long coveredMs) {

    public static final EventCounts NONE = new EventCounts(0, 0, 0);

    public EventCounts {
        if (known < 0 || failed < 0 || coveredMs < 0) {
            throw new IllegalArgumentException("counts must not be negative");
        }
        if (failed > known) {
            throw new IllegalArgumentException("of " + known + " results " + failed + " cannot have failed");
        }
    }

    /**
     * The counts of an aggregate. A blind prober's results stand for time too, but cover none of it; they are taken to stand
     * for as much each as the others.
     *
     * @param locations how many locations were merged into it, at least 1
     */
    public static EventCounts of(Aggregate aggregate, int locations) {
        if (aggregate.known() == 0) {
            return NONE;
        }
        double knownShare = (double) aggregate.known() / aggregate.observations();
        return new EventCounts(
                aggregate.known(), aggregate.failed(), Math.round(aggregate.coveredMs() * knownShare / locations));
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(known);
        out.writeLong(failed);
        out.writeLong(coveredMs);
    }

    static EventCounts read(DataInput in) throws IOException {
        return new EventCounts(in.readLong(), in.readLong(), in.readLong());
    }

    /** Both together: those of another stretch of time. */
    public EventCounts plus(EventCounts later) {
        return new EventCounts(known + later.known, failed + later.failed, coveredMs + later.coveredMs);
    }

    /** Share of failed among the known, 0..1; NaN if nothing is known. */
    public double errorRate() {
        return known == 0 ? Double.NaN : (double) failed / known;
    }

    /** Share of a stretch of time that is covered, 0..1. */
    public double coverageOf(long millis) {
        return Math.min(1, (double) coveredMs / millis);
    }
}
