package dev.tocsin.hardware.sampling;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one collector's failure from the others: a part that cannot be read is null, counted, and logged when it begins
 * to fail and when it works again, not at every sample. Used by the sampling thread only.
 */
final class GuardedCollector<T> implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(GuardedCollector.class);

    private final Collector<T> collector;
    private long failures;
    private String reason;

    GuardedCollector(Collector<T> collector) {
        this.collector = collector;
    }

    /** The reading, or null if there is none; then {@link #failure()} says why. */
    T collect() {
        try {
            T reading = collector.collect();
            if (reason != null) {
                logger.info("{} can be read again after {} failures", collector.name(), failures);
                reason = null;
            }
            return reading;
        } catch (Exception | LinkageError e) {
            // LinkageError: a native library that is missing or of another version fails a part, not the service.
            failed(e);
            return null;
        }
    }

    /** Why the last reading failed; null if it did not. */
    CollectorFailure failure() {
        return reason == null ? null : new CollectorFailure(collector.name(), failures, reason);
    }

    @Override
    public void close() {
        collector.close();
    }

    private void failed(Throwable cause) {
        failures++;
        boolean first = reason == null;
        reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (first) {
            logger.warn("{} cannot be read and is left out until it can: {}", collector.name(), reason, cause);
        }
    }
}
