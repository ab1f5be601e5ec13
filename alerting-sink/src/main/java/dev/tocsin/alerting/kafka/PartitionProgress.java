package dev.tocsin.alerting.kafka;

import java.util.OptionalLong;
import java.util.TreeSet;

/** How far one partition is, for as long as it is ours: which offsets are under way and where a restart must begin. Thread-safe. */
final class PartitionProgress {

    private final TreeSet<Long> underWay = new TreeSet<>();
    private long next = -1;
    private long submitted = -1;

    synchronized void begin(long offset) {
        underWay.add(offset);
        next = Math.max(next, offset + 1);
    }

    synchronized void done(long offset) {
        underWay.remove(offset);
    }

    synchronized int underWay() {
        return underWay.size();
    }

    /** The offset to commit, if it has moved since it was last submitted: that of the oldest that is not settled. */
    synchronized OptionalLong toCommit() {
        long position = underWay.isEmpty() ? next : underWay.first();
        return position > Math.max(0, submitted) ? OptionalLong.of(position) : OptionalLong.empty();
    }

    synchronized void submitted(long position) {
        submitted = position;
    }

    /** The commit did not succeed: submit it again. */
    synchronized void refused() {
        submitted = -1;
    }
}
