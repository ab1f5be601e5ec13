package dev.tocsin.benchmarks.contender;

/**
 * What the other contenders say of one series in one window; JSON in their output topic.
 *
 * @param windowEnd exclusive, epoch ms
 * @param p50 scaled, -1 if there was no value; so are the others
 */
public record WindowFigures(
        String service,
        String location,
        long windowEnd,
        long count,
        long failed,
        long satisfied,
        double p50,
        double p95,
        double p99) {

    /** Percentiles of nothing. */
    public static final double NONE = -1;
}
