package dev.tocsin.allinone.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/** How many processors were busy over the last minute, from readings of the time that was spent. Not thread-safe. */
public final class ProcessorShare {

    private static final Duration SPAN = Duration.ofSeconds(60);

    private final Deque<Reading> readings = new ArrayDeque<>();

    private record Reading(Instant at, long spentMs) {}

    /**
     * @param cores 1.0 is one processor all the time
     * @param over the time looked at, a minute or since the first reading
     */
    public record Share(double cores, Duration over) {}

    /** @param spentMs as {@link ProcessTree#processorTime()} tells it; a reading without figure is passed over */
    public void read(Instant at, OptionalLong spentMs) {
        spentMs.ifPresent(spent -> readings.addLast(new Reading(at, spent)));
        // The newest reading that is at least a minute old stays, so that a whole minute is covered.
        while (readings.size() > 2 && isOldEnough(second())) {
            readings.removeFirst();
        }
    }

    /** Empty before the second reading. */
    public Optional<Share> share() {
        if (readings.size() < 2) {
            return Optional.empty();
        }
        Reading first = readings.getFirst();
        Reading last = readings.getLast();
        Duration over = Duration.between(first.at, last.at);
        // A child that ended unobserved takes its time with it.
        long spent = Math.max(0, last.spentMs - first.spentMs);
        return over.toMillis() <= 0 ? Optional.empty() : Optional.of(new Share((double) spent / over.toMillis(), over));
    }

    private Reading second() {
        return readings.stream().skip(1).findFirst().orElseThrow();
    }

    private boolean isOldEnough(Reading reading) {
        return Duration.between(reading.at, readings.getLast().at).compareTo(SPAN) >= 0;
    }
}
