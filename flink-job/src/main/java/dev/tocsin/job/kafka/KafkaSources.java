package dev.tocsin.job.kafka;

import dev.tocsin.events.Topics;
import dev.tocsin.job.JobConfig;
import dev.tocsin.job.health.DefinitionDeserializer;
import dev.tocsin.job.health.EntityEvent;
import dev.tocsin.job.intake.InputsSource;
import dev.tocsin.job.intake.IntakeBatch;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Kafka sources. Without a checkpoint they read from the beginning, never from group offsets: the topics hold more than the
 * longest view, and reading something twice changes nothing. Offsets are not even committed.
 */
public final class KafkaSources {

    private static final String INPUTS = "tocsin-detection-inputs";
    /** What a poll brings has to fit into a processor's cache until it is decoded; more took a third longer. */
    private static final String MAX_POLL_RECORDS = "500";

    /** A request costs as much as decoding hundreds of records. */
    private static final String MAX_FETCH_BYTES = String.valueOf(4 << 20);

    private static final String DISCOVER_PARTITIONS_EVERY_MS = "10000";

    public static Source<IntakeBatch, ?, ?> inputs(JobConfig config) {
        Properties consumer = new Properties();
        consumer.setProperty("bootstrap.servers", config.bootstrapServers());
        consumer.setProperty("client.id", INPUTS);
        consumer.setProperty("group.id", INPUTS);
        consumer.setProperty("enable.auto.commit", "false");
        // Where retention has overtaken a checkpoint, what is left is read.
        consumer.setProperty("auto.offset.reset", "earliest");
        consumer.setProperty("max.poll.records", MAX_POLL_RECORDS);
        consumer.setProperty("max.partition.fetch.bytes", MAX_FETCH_BYTES);
        return new InputsSource(
                source(
                        config,
                        INPUTS,
                        Topics.INPUTS,
                        KafkaRecordDeserializationSchema.valueOnly(ByteArrayDeserializer.class)),
                consumer,
                Math.max(1, config.maxDiscoveredServices() / Topics.partitions(Topics.TELEMETRY)));
    }

    public static KafkaSource<EntityEvent> definitions(JobConfig config) {
        return source(config, "tocsin-detection-definitions", List.of(Topics.CONTROL), new DefinitionDeserializer());
    }

    public static <T> KafkaSource<T> source(
            JobConfig config, String group, List<String> topics, KafkaRecordDeserializationSchema<T> deserializer) {
        KafkaSourceBuilder<T> builder = KafkaSource.builder();
        return builder.setBootstrapServers(config.bootstrapServers())
                .setGroupId(group)
                .setClientIdPrefix(group)
                .setTopics(topics)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(deserializer)
                .setProperty("partition.discovery.interval.ms", DISCOVER_PARTITIONS_EVERY_MS)
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setProperty("enable.auto.commit", "false")
                .build();
    }

    private KafkaSources() {}
}
