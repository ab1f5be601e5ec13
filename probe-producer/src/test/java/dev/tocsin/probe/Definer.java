package dev.tocsin.probe;

import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the control topic, as the gateway does. */
final class Definer implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    Definer(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Topics.producerSettings(bootstrapServers, "definer"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void define(ServiceDefinition definition) {
        write(ServiceDefinition.controlKey(definition.key()), Json.encode(definition));
    }

    void delete(String service) {
        write(ServiceDefinition.controlKey(service), null);
    }

    void send(String key, String value) {
        write(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(Topics.CONTROL, key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
