package dev.tocsin.hardware.sampling;

/**
 * Reads one part of the machine. Called by one thread at a time.
 *
 * @param <T> what it reads, immutable
 */
public interface Collector<T> extends AutoCloseable {

    /** The part's name, as in {@code /metrics/json/<name>}. */
    String name();

    /**
     * Reads the part as it is now, within milliseconds.
     *
     * @throws Exception if it cannot be read; the next call tries again
     */
    T collect() throws Exception;

    @Override
    default void close() {}
}
