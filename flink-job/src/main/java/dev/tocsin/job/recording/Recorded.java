package dev.tocsin.job.recording;

/**
 * A wire record with the place where it stands in Kafka, which is the identity of raw rows.
 *
 * @param value the decoded record
 * @param leftOut how many like it were left out since the one before, see {@link RawRate}
 */
public record Recorded<T>(int partition, long offset, T value, int leftOut) {}
