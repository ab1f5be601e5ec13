package dev.tocsin.gateway;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.HostSample;
import dev.tocsin.events.HostSample.Cpu;
import dev.tocsin.events.HostSample.Gpu;
import dev.tocsin.events.HostSample.Memory;
import dev.tocsin.events.Json;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ProbeResult.Phases;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What probers and machines would have written to Kafka. */
final class Fed {

    private static final double MB = 1_000_000;

    /** Writes records and waits until Kafka has them. */
    static void write(GatewayExtension gateway, String topic, Map<String, ?> byKey) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Topics.producerSettings(gateway.kafka().bootstrapServers(), "test"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byKey.forEach((key, value) -> producer.send(
                    new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), Json.encode(value))));
            producer.flush();
        }
    }

    static void check(GatewayExtension gateway, ProbeResult result) {
        write(gateway, Topics.PROBE_RESULTS, Map.of(result.service(), result));
    }

    /** A check that was answered over TLS. */
    static ProbeResult ok(String service, String location, double latencyMs) {
        return new ProbeResult(
                "id",
                service,
                location,
                "http",
                System.currentTimeMillis(),
                CheckStatus.OK,
                latencyMs,
                200,
                1_000,
                10_000,
                new Phases(1.5, 10.0, 20.0, 80.0, 12.0),
                null,
                1_790_000_000_000L,
                0,
                0);
    }

    /** A check that nobody answered. */
    static ProbeResult down(String service, String location) {
        return new ProbeResult(
                "id",
                service,
                location,
                "http",
                System.currentTimeMillis(),
                CheckStatus.DOWN,
                null,
                null,
                1_000,
                10_000,
                new Phases(1.5, null, null, null, null),
                "connection refused",
                null,
                0,
                0);
    }

    static HostSample host(String name, double cpuPercent, List<Gpu.Device> gpus) {
        return new HostSample(
                "id",
                name,
                System.currentTimeMillis(),
                5_000,
                new Cpu(1, 2, 2_100, 800, 3_600, cpuPercent, List.of(10.0, 15.0), 918_273, 456_123, 334_455, 0),
                new Memory(
                        (long) (16_000 * MB),
                        (long) (9_000 * MB),
                        (long) (7_000 * MB),
                        (long) (2_000 * MB),
                        43.75,
                        (long) (2_000 * MB),
                        0,
                        (long) (2_000 * MB),
                        0,
                        12,
                        34),
                new Gpu(gpus));
    }

    private Fed() {}
}
