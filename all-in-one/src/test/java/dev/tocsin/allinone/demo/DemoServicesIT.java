package dev.tocsin.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.allinone.News;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class DemoServicesIT {

    private static final IncidentScript SOON_DOWN = new IncidentScript(
            List.of(new Act("database", new Trouble.Down(), Duration.ofMillis(100), Duration.ofSeconds(4), "is gone")),
            Duration.ofMinutes(10));

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<News> news = new CopyOnWriteArrayList<>();

    @Test
    void shouldAnswerEachCheckWhileTheScriptHasNotBegun() throws Exception {
        try (DemoServices services = start()) {
            for (DemoService service : DemoService.ALL) {
                assertThat(get(services, service)).as(service.name()).isEqualTo(200);
            }
            assertThat(news).isEmpty();
        }
    }

    @Test
    void shouldRefuseConnectionsWhileDownAndComeBackOnTheSamePort() throws Exception {
        DemoService database = DemoService.named("database");
        try (DemoServices services = start()) {
            services.beginScript();

            await().until(() -> !answers(services, database));
            await().untilAsserted(() ->
                    assertThat(get(services, DemoService.named("api"))).isEqualTo(503));
            assertThat(get(services, DemoService.named("auth"))).isEqualTo(200);
            await().until(() -> answers(services, database));

            assertThat(news).extracting(News::text).containsExactly("is gone", "is repaired");
        }
    }

    @Test
    void shouldTakeAnotherPortAndSayWhichWhenItsOwnIsTaken() throws Exception {
        DemoService auth = DemoService.named("auth");
        try (ServerSocket holder = hold(auth.port());
                DemoServices services = start()) {
            assertThat(services.movedPorts()).containsKey(auth.port());
            assertThat(services.movedPorts().get(auth.port())).isNotEqualTo(holder.getLocalPort());
            assertThat(get(services, auth)).isEqualTo(200);
        }
    }

    @Test
    void shouldFreeItsPortsWhenClosed() {
        DemoServices services = start();
        services.close();

        for (DemoService service : DemoService.ALL) {
            assertThat(answers(services, service)).as(service.name()).isFalse();
        }
    }

    private DemoServices start() {
        return DemoServices.start(1, SOON_DOWN, Clock.systemUTC(), news::add);
    }

    private boolean answers(DemoServices services, DemoService service) {
        try {
            return get(services, service) == 200;
        } catch (ConnectException e) {
            return false;
        } catch (IOException | InterruptedException e) {
            // reset in the middle of an answer
            return false;
        }
    }

    private int get(DemoServices services, DemoService service) throws IOException, InterruptedException {
        int port = services.movedPorts().getOrDefault(service.port(), service.port());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(3))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static ServerSocket hold(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            try {
                // Somebody else holds it, which serves the test just as well.
                return new ServerSocket(0);
            } catch (IOException none) {
                throw new java.io.UncheckedIOException(none);
            }
        }
    }
}
