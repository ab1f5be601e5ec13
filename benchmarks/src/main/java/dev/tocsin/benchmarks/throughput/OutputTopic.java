package dev.tocsin.benchmarks.throughput;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The output of one run: what a topic gets from now on. It asks the broker four times a second how much that is, which costs
 * next to nothing, and begins to read only when it may be all.
 */
final class OutputTopic implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(250);
    /** Long, because all rows may come at the very end. */
    private static final Duration STALLED = Duration.ofMinutes(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<byte[], byte[]>> rows = new ArrayList<>();
    private final long before;

    OutputTopic(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.poll.records", 50_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        before = partitions.stream().mapToLong(consumer::position).sum();
    }

    /**
     * Waits for as many rows.
     *
     * @param counts which rows count
     * @param alive whether more can come
     * @return the rows that count; fewer than awaited if nothing came for long
     */
    List<ConsumerRecord<byte[], byte[]>> await(
            long expected, Predicate<ConsumerRecord<byte[], byte[]>> counts, BooleanSupplier alive)
            throws InterruptedException {
        long there = 0;
        long changedAt = System.nanoTime();
        while (rows.size() < expected && alive.getAsBoolean()) {
            long now = written();
            if (now != there) {
                there = now;
                changedAt = System.nanoTime();
            } else if (System.nanoTime() - changedAt > STALLED.toNanos()) {
                break;
            }
            if (there >= expected) {
                read(counts);
            }
            Thread.sleep(EVERY.toMillis());
        }
        return rows;
    }

    /** How many rows the topic has got by now, whether they count or not. */
    long written() {
        return consumer.endOffsets(partitions).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                - before;
    }

    private void read(Predicate<ConsumerRecord<byte[], byte[]>> counts) {
        long end = consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        while (partitions.stream().mapToLong(consumer::position).sum() < end) {
            for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofMillis(100))) {
                if (counts.test(row)) {
                    rows.add(row);
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
