package dev.tocsin.benchmarks.latency;

import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the gateway made of the declared services. */
final class Declared {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Reads the newest definition of each service from the control topic, where probers learn it too.
     *
     * @throws IllegalStateException if they are not all there in time
     */
    static Map<String, ServiceDefinition> read(String bootstrapServers, Set<String> services) {
        Map<String, ServiceDefinition> definitions = new HashMap<>();
        TopicPartition control = new TopicPartition(Topics.CONTROL, 0);
        long until = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(control));
            consumer.seekToBeginning(List.of(control));
            while (definitions.size() < services.size() && System.nanoTime() < until) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    String service = ServiceDefinition.serviceKeyOf(new String(record.key(), StandardCharsets.UTF_8));
                    if (services.contains(service)) {
                        definitions.put(service, Json.decode(record.value(), ServiceDefinition.class));
                    }
                }
            }
        }
        if (definitions.size() < services.size()) {
            throw new IllegalStateException("The gateway published the definitions of only " + definitions.size()
                    + " of " + services.size() + " services");
        }
        return definitions;
    }

    private Declared() {}
}
