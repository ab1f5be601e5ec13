package dev.tocsin.probe.kafka;

import java.time.Duration;
import java.util.OptionalLong;

/** Says when it is time to log drops again: the first at once, then what came since at most once a period. One thread. */
final class DropLog {

    private final long periodNanos;
    private long reported;
    private long reportedAt;

    DropLog(Duration period) {
        this.periodNanos = period.toNanos();
    }

    /** How many to report now. */
    OptionalLong due(long dropped, long nanoTime) {
        if (dropped == reported || reported > 0 && nanoTime - reportedAt < periodNanos) {
            return OptionalLong.empty();
        }
        long since = dropped - reported;
        reported = dropped;
        reportedAt = nanoTime;
        return OptionalLong.of(since);
    }
}
