package dev.tocsin.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.HostSample;
import dev.tocsin.events.HostSample.Cpu;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.hardware.sampling.Collectors;
import dev.tocsin.hardware.sampling.FakeCollector;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.TestTopics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HardwareAppIT {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void makeTopics() {
        kafka.topics().recreate(TestTopics.Stamp.AS_CONFIGURED);
    }

    @Test
    void shouldPublishThisMachineAtTheInterval() {
        HardwareConfig config = config(kafka.bootstrapServers(), "this-machine", OptionalInt.empty());
        try (HardwareApp app = HardwareApp.start(config)) {
            await().until(() -> published("this-machine").size() >= 6);
            await().until(() -> app.condition().healthy());
            assertThat(app.condition().detail()).contains("samples of this-machine published");
            assertThat(app.port()).isEmpty();
        }
        List<HostSample> samples = published("this-machine");
        assertThat(samples).extracting(HostSample::id).doesNotHaveDuplicates();
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.host()).isEqualTo("this-machine");
            assertThat(sample.intervalMs()).isEqualTo(INTERVAL.toMillis());
            assertThat(sample.cpu().logicalCores()).isPositive();
            assertThat(sample.cpu().percent()).isBetween(0.0, 100.0);
            assertThat(sample.memory().used()).isLessThan(sample.memory().total());
            assertThat(sample.gpu().devices()).isNotNull();
        });
        // A turn that a busy machine delays moves no other, so the distance over several is exact to one delay.
        long spanned = samples.get(5).timestamp() - samples.get(0).timestamp();
        assertThat(spanned).isBetween(5 * INTERVAL.toMillis() - 400, 5 * INTERVAL.toMillis() + 400);
    }

    @Test
    void shouldServeTheLastSampleOverHttp() throws Exception {
        try (HardwareApp app = HardwareApp.start(config(kafka.bootstrapServers(), "served", OptionalInt.of(0)))) {
            await().until(() -> get(app, "/health").statusCode() == 200);
            assertThat(get(app, "/health").body()).contains("\"status\":\"healthy\"", "\"version\":\"0.");

            HttpResponse<String> metrics = get(app, "/metrics");
            assertThat(metrics.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(metrics.body()).contains("# TYPE cpu_percent_total gauge\ncpu_percent_total ");

            assertThat(get(app, "/metrics/json").body()).contains("\"cpu_percent\"", "\"swap_total\"", "\"devices\"");
            assertThat(get(app, "/metrics/json/cpu").body()).startsWith("{\"cpu\":{");
            assertThat(get(app, "/metrics/json/disk").statusCode()).isEqualTo(404);
            assertThat(get(app, "/metrics/json/disk").body()).isEqualTo("{\"detail\":\"Collector 'disk' not found\"}");
            assertThat(get(app, "/metrics/").statusCode()).isEqualTo(307);
            assertThat(send(app, "DELETE", "/metrics").statusCode()).isEqualTo(405);
            HttpResponse<String> head = send(app, "HEAD", "/metrics");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void shouldServeTheOtherPartsAndBeUnhealthyWhenOneCannotBeRead() throws Exception {
        FakeCollector<Cpu> cpu = new FakeCollector<>("cpu", Samples.CPU);
        cpu.failWith(new IOException("no /proc"));
        Collectors collectors = new Collectors(
                cpu, new FakeCollector<>("memory", Samples.MEMORY), new FakeCollector<>("gpu", Samples.TWO_GPUS));
        HardwareConfig config = config(kafka.bootstrapServers(), "half", OptionalInt.of(0));
        try (HardwareApp app = HardwareApp.start(config, Clock.systemUTC(), collectors)) {
            await().until(() -> get(app, "/metrics").statusCode() == 200);
            assertThat(get(app, "/metrics").body())
                    .contains("memory_virtual_percent 43.75", "gpu_device_count 2.0")
                    .doesNotContain("cpu_");
            assertThat(get(app, "/health").statusCode()).isEqualTo(503);
            assertThat(app.condition().detail()).startsWith("cpu cannot be read");
            cpu.failWith(null);
            await().until(() -> get(app, "/health").statusCode() == 200);
            assertThat(get(app, "/metrics").body()).contains("cpu_percent_total 12.5");
        }
    }

    @Test
    void shouldKeepServingAndSayWhyWhenKafkaIsAway() throws Exception {
        // A port that nothing listens on; the producer gives a record up after its max.block.ms of ten seconds.
        try (HardwareApp app = HardwareApp.start(config("127.0.0.1:1", "lonely", OptionalInt.of(0)))) {
            await().until(() -> get(app, "/metrics").statusCode() == 200);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> app.condition().detail().contains("Kafka"));
            assertThat(app.condition().healthy()).isFalse();
            assertThat(app.condition().detail()).contains("127.0.0.1:1");
            assertThat(get(app, "/metrics/json").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseToStartWhenItsPortIsTaken() {
        try (HardwareApp first = HardwareApp.start(config(kafka.bootstrapServers(), "one", OptionalInt.of(0)))) {
            HardwareConfig same = config(kafka.bootstrapServers(), "two", first.port());
            assertThatThrownBy(() -> HardwareApp.start(same))
                    .isInstanceOf(BadSettingException.class)
                    .hasMessageContaining("TOCSIN_HARDWARE_PORT=" + first.port().getAsInt());
        }
    }

    @Test
    void shouldRefuseToStartWhenKafkasAddressIsNone() {
        assertThatThrownBy(() -> HardwareApp.start(config("nowhere", "three", OptionalInt.empty())))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("TOCSIN_KAFKA_BOOTSTRAP_SERVERS=nowhere");
    }

    @Test
    void shouldCloseTwice() {
        HardwareApp app = HardwareApp.start(config(kafka.bootstrapServers(), "twice", OptionalInt.of(0)));
        app.close();
        app.close();
        assertThat(app.name()).isEqualTo("hardware-producer");
    }

    private static HardwareConfig config(String bootstrapServers, String host, OptionalInt port) {
        return new HardwareConfig(bootstrapServers, Optional.of(host), INTERVAL, "127.0.0.1", port);
    }

    private static List<HostSample> published(String host) {
        return kafka.topics().read(Topics.HOST_SAMPLES).stream()
                .filter(sent -> new String(sent.key(), StandardCharsets.UTF_8).equals(host))
                .map(sent -> Json.decode(sent.value(), HostSample.class))
                .toList();
    }

    private HttpResponse<String> get(HardwareApp app, String path) throws IOException, InterruptedException {
        return send(app, "GET", path);
    }

    private HttpResponse<String> send(HardwareApp app, String method, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + app.port().getAsInt() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
