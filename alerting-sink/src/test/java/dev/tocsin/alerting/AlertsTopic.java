package dev.tocsin.alerting;

import dev.tocsin.alerting.kafka.AlertsConsumer;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Outcome;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestTopics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The notifier's surroundings in Kafka, as tests see them. */
final class AlertsTopic implements AutoCloseable {

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    AlertsTopic(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Topics.producerSettings(bootstrapServers, "test"), new StringSerializer(), new ByteArraySerializer());
    }

    void publish(AlertTransition... transitions) throws ExecutionException, InterruptedException {
        for (AlertTransition transition : transitions) {
            producer.send(new ProducerRecord<>(Topics.ALERTS, transition.fingerprint(), Json.encode(transition)))
                    .get();
        }
    }

    void publishGarbage() throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(Topics.ALERTS, "garbage", new byte[] {1, 2, 3}))
                .get();
    }

    List<Notification> notifications() {
        return new TestTopics(bootstrapServers)
                .read(Topics.NOTIFICATIONS).stream()
                        .map(record -> Json.decode(record.value(), Notification.class))
                        .toList();
    }

    List<Notification> notifications(Outcome outcome) {
        return notifications().stream()
                .filter(notification -> notification.outcome() == outcome)
                .toList();
    }

    /** How many transitions are committed as settled, over all partitions. */
    long committed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(AlertsConsumer.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS);
            return offsets.values().stream()
                    .filter(offset -> offset != null)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    /** As if the group had never read. Nobody may be reading. */
    void forgetOffsets() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteConsumerGroups(List.of(AlertsConsumer.GROUP)).all().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
