package dev.tocsin.job.kafka;

import dev.tocsin.events.Topics;
import dev.tocsin.job.JobConfig;
import dev.tocsin.job.health.DefinitionDeserializer;
import dev.tocsin.job.health.EntityEvent;
import dev.tocsin.job.intake.Intake;
import dev.tocsin.job.intake.IntakeDeserializer;
import java.util.List;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;

/**
 * Kafka sources. Without a checkpoint they read from the beginning, never from group offsets: the topics hold more than the
 * longest view, and reading something twice changes nothing. Offsets are not even committed.
 */
public final class KafkaSources {

    private static final String DISCOVER_PARTITIONS_EVERY_MS = "10000";

    public static KafkaSource<Intake> inputs(JobConfig config) {
        return source(config, "tocsin-detection-inputs", Topics.INPUTS, new IntakeDeserializer());
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
