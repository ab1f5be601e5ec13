package dev.tocsin.gateway.kafka;

import dev.tocsin.events.Json;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the control topic from its beginning to its present end. */
final class ControlTopic {

    private static final Logger logger = LoggerFactory.getLogger(ControlTopic.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** The version of each service that the topic has, deleted ones left out. */
    static Map<String, Long> versions(String bootstrapServers) {
        Map<String, Long> versions = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                TopicFeed.consumerSettings(bootstrapServers, "gateway-reconcile"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONTROL).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(record -> take(record, versions));
            }
        }
        return versions;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Map<String, Long> versions) {
        String service = record.key() == null
                ? null
                : ServiceDefinition.serviceKeyOf(new String(record.key(), StandardCharsets.UTF_8));
        if (service == null) {
            return;
        }
        if (record.value() == null) {
            versions.remove(service);
            return;
        }
        try {
            versions.put(
                    service,
                    Json.decode(record.value(), ServiceDefinition.class).version());
        } catch (MalformedRecordException e) {
            logger.warn("The definition of {} in the control topic is unreadable; it is written anew", service, e);
            versions.put(service, 0L);
        }
    }

    private ControlTopic() {}
}
