package dev.tocsin.benchmarks.latency;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Json;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the single results that are followed, from a location of their own. As a prober does, it names the definition that it
 * goes by in each.
 */
final class Beacons implements AutoCloseable {

    static final String LOCATION = "bench";

    private final Map<String, ServiceDefinition> definitions;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param definitions by the services' keys */
    Beacons(String bootstrapServers, Map<String, ServiceDefinition> definitions) {
        this.definitions = definitions;
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(bootstrapServers, "bench-beacons"));
        settings.put("linger.ms", 0);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A good answer; returns its event time, which is the time at which it was handed to Kafka, epoch ms. */
    long well(String service) {
        return send(service, CheckStatus.OK, 42.0, 200, null);
    }

    /** No answer at all. */
    long down(String service) {
        return send(service, CheckStatus.DOWN, null, null, "connection refused");
    }

    private long send(String service, CheckStatus status, Double latencyMs, Integer statusCode, String error) {
        ServiceDefinition definition = definitions.get(service);
        long now = System.currentTimeMillis();
        Map<String, Object> result = new HashMap<>();
        result.put("id", service + "-" + now);
        result.put("service", service);
        result.put("location", LOCATION);
        result.put("kind", "http");
        result.put("timestamp", now);
        result.put("status", status);
        result.put("latencyMs", latencyMs);
        result.put("statusCode", statusCode);
        result.put("apdexMs", ProbeResult.DEFAULT_APDEX_MS);
        result.put("intervalMs", 1_000);
        result.put("error", error);
        result.put("definitionId", definition.id());
        result.put("definitionVersion", definition.version());
        producer.send(new ProducerRecord<>(
                Topics.PROBE_RESULTS, service.getBytes(StandardCharsets.UTF_8), Json.encode(result)));
        return now;
    }

    @Override
    public void close() {
        producer.close();
    }
}
