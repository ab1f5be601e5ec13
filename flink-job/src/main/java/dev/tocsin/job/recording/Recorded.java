package dev.tocsin.job.recording;

/**
 * A wire record with the place where it stands in Kafka, which is the identity of raw rows.
 *
 * @param value the decoded record
 */
public record Recorded<T>(int partition, long offset, T value) {}
