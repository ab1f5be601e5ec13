package dev.tocsin.testkit.oracle;

/**
 * A record as it stands in Kafka.
 *
 * @param appendTime its Kafka timestamp, epoch ms
 */
public record Produced(String topic, int partition, long offset, long appendTime, byte[] value) {}
