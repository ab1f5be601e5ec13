package dev.tocsin.benchmarks.api;

import dev.tocsin.events.Topics;
import io.javalin.Javalin;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What any gateway costs at least: a handler that hands the body on as it is and answers when the broker has it. The
 * producer's settings are those of the gateway. The only argument is the address of Kafka; it says its port.
 */
final class BareProcess {

    private static final byte[] ANSWER = "{\"status\":\"success\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(arguments[0], "bare-ingest"));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Javalin server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.jetty.host = "127.0.0.1";
                config.jetty.port = 0;
                config.routes.post("/metrics/ingest", context -> {
                    producer.send(new ProducerRecord<>(Topics.TELEMETRY, context.bodyAsBytes()))
                            .get(5, TimeUnit.SECONDS);
                    context.contentType("application/json").result(ANSWER);
                });
            });
            server.start();
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // Only the end of it matters.
            }
            server.stop();
        }
        System.exit(0);
    }

    private BareProcess() {}
}
