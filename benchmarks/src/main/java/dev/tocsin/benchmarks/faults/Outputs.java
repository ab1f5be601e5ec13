package dev.tocsin.benchmarks.faults;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Json;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.Source;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.oracle.Comparison;
import dev.tocsin.testkit.oracle.Oracle;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads along what the detection job writes to Kafka, as any reader does: of each row's identity the one with the most
 * observations counts, and a refused record counts once however often it is told. Thread-safe.
 */
final class Outputs implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reader;
    private final Comparison aggregates = new Comparison();
    private final TelemetryRows telemetry = new TelemetryRows();
    /** Of each input partition, the refused records' offsets and when the job first told of each, epoch ms. */
    private final Map<TopicPartition, NavigableMap<Long, Long>> quarantined = new HashMap<>();

    private final Map<String, Long> reasons = new HashMap<>();
    private RuntimeException failure;
    private volatile boolean telemetryApart;
    private volatile boolean closed;

    /** @param from the offset of the topics' beginning or, to see only what comes now, of their end */
    Outputs(String bootstrapServers, boolean fromBeginning) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "max.poll.records",
                        5_000,
                        // Where a topic was made anew a moment ago, the consumer may first ask the former one.
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(Topics.AGGREGATES, Topics.QUARANTINE).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
        }
        reader = new Thread(this::read, "outputs");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                var records = consumer.poll(Duration.ofMillis(100));
                synchronized (this) {
                    records.forEach(this::add);
                }
            }
        } catch (RuntimeException e) {
            synchronized (this) {
                failure = e;
            }
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> written) {
        if (written.topic().equals(Topics.AGGREGATES)) {
            AggregateRow row = Json.decode(written.value(), AggregateRow.class);
            if (telemetryApart && row.series().source() == Source.TELEMETRY) {
                telemetry.add(row);
            } else {
                aggregates.add(row);
            }
            return;
        }
        QuarantinedRecord refused = Json.decode(written.value(), QuarantinedRecord.class);
        Long before = quarantined
                .computeIfAbsent(new TopicPartition(refused.topic(), refused.partition()), absent -> new TreeMap<>())
                .putIfAbsent(refused.offset(), written.timestamp());
        if (before == null) {
            reasons.merge(refused.reason(), 1L, Long::sum);
        }
    }

    /** Observations in the rows of one resolution. */
    synchronized long observations(String resolution) {
        requireReading();
        return aggregates.observations(resolution);
    }

    /** Refused records, each once. */
    synchronized long quarantined() {
        requireReading();
        return quarantined.values().stream().mapToLong(Map::size).sum();
    }

    /** The refused offsets of one partition. */
    synchronized List<Long> quarantined(TopicPartition partition) {
        return List.copyOf(quarantined.getOrDefault(partition, new TreeMap<>()).keySet());
    }

    /** Rows of pushed telemetry are not compared with the oracle, for one that is not told of it; see {@link #telemetry}. */
    void keepTelemetryApart() {
        telemetryApart = true;
    }

    /** Asks the rows of pushed telemetry, if they are kept apart. */
    synchronized <T> T telemetry(Function<TelemetryRows, T> question) {
        requireReading();
        return question.apply(telemetry);
    }

    /** From the first to the last time that a refused record was told, seconds: how long a topic took to be read. */
    synchronized double secondsOfQuarantine() {
        LongSummaryStatistics times = quarantined.values().stream()
                .flatMap(told -> told.values().stream())
                .mapToLong(Long::longValue)
                .summaryStatistics();
        return (times.getMax() - times.getMin()) / 1_000.0;
    }

    /** Refused records by reason. */
    synchronized Map<String, Long> reasons() {
        return Map.copyOf(reasons);
    }

    synchronized int rows() {
        return aggregates.rows();
    }

    synchronized List<String> differencesFrom(Oracle oracle) {
        requireReading();
        return aggregates.differencesFrom(oracle);
    }

    /**
     * How long the job took to recover: the time from the fault until, of <em>every</em> partition of the probe results, an
     * output was written that reflects a record appended after the fault. It holds the noticing, the restart, reading the
     * checkpoint, and reading again all that had been read since that; it ends when nothing is behind any more. The output
     * looked at is the quarantine, because its records name the offset that they come from; when it was written is what Kafka
     * says.
     *
     * @param faultAt epoch ms
     * @param ends by partition, the offset of the first record appended after the fault; where the tasks of before the fault
     *     may have gone on for a while, after the new ones ran
     * @return seconds; empty if a partition has no such output
     */
    synchronized OptionalDouble recovery(long faultAt, Map<Integer, Long> ends) {
        double longest = 0;
        for (var end : ends.entrySet()) {
            var first = quarantined
                    .getOrDefault(new TopicPartition(Topics.PROBE_RESULTS, end.getKey()), new TreeMap<>())
                    .tailMap(end.getValue(), true)
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .min();
            if (first.isEmpty()) {
                return OptionalDouble.empty();
            }
            longest = Math.max(longest, (first.getAsLong() - faultAt) / 1_000.0);
        }
        return OptionalDouble.of(longest);
    }

    private void requireReading() {
        if (failure != null) {
            throw new IllegalStateException("The outputs cannot be read", failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
