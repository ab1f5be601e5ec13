package dev.tocsin.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.service.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryGeneratorIT {

    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer gateway;

    @BeforeEach
    void listen() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        gateway.createContext("/metrics/ingest", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void shouldPostSamplesThatTheReaderOfTheWireAccepts() {
        try (TelemetryGenerator generator = start()) {
            await().until(() -> received.size() >= 25);
            await().until(() -> generator.condition().healthy());
        }
        assertThat(received.stream().map(ObservationReader::telemetry))
                .extracting(TelemetrySample::service)
                .contains("auth", "api", "database", "cache", "queue");
    }

    @Test
    void shouldPostTwentyFiveSamplesASecond() {
        try (TelemetryGenerator generator = start()) {
            await().until(() -> received.size() > 1);
            int before = received.size();
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            assertThat(received.size() - before).isBetween(35, 65);
            assertThat(generator.name()).isEqualTo("telemetry-generator");
        }
    }

    @Test
    void shouldSayWhyWhenTheGatewayRefusesAndRecoverWhenItAccepts() {
        status = 503;
        try (TelemetryGenerator generator = start()) {
            await().untilAsserted(
                            () -> assertThat(generator.condition().detail()).contains("HTTP 503"));
            assertThat(generator.condition().healthy()).isFalse();

            status = 200;
            await().until(() -> generator.condition().healthy());
        }
    }

    private TelemetryGenerator start() {
        URI address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
        return TelemetryGenerator.start(address, new Secret("key"), 1, true, Clock.systemUTC());
    }
}
