package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.GatewayApp;
import dev.tocsin.gateway.GatewayConfig;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.PostgresExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands about {@code tocsin.yml}, those that ask a gateway against a real one. */
class ConfigCommandsIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static GatewayApp gateway;

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        Path file = Files.writeString(
                home.resolve("tocsin.yml"),
                "services:\n  - {name: of the file, url: 'http://a.example', interval: 10s, timeout: 3s}\n");
        gateway = GatewayApp.start(GatewayConfig.from(new Settings(Map.of(
                "TOCSIN_HTTP_PORT", "0",
                "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "TOCSIN_DATABASE_URL", postgres.jdbcUrl(),
                "TOCSIN_DATABASE_USER", postgres.user(),
                "TOCSIN_DATABASE_PASSWORD", postgres.password().value(),
                "TOCSIN_CONFIG", file.toString(),
                "TOCSIN_START_PATIENCE", "20s"))));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String url() {
        return "http://127.0.0.1:" + gateway.port();
    }

    private static void create(String body) throws IOException, InterruptedException {
        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url() + "/services"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
        assertThat(status).isBetween(200, 201);
    }

    private int run(Map<String, String> environment, String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Commands.run(
                new CommandContext(
                        home,
                        environment,
                        Clock.systemUTC(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        false),
                arguments);
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    @Test
    void shouldExportWhatValidatesAndDiffersInNothingThenTellEachDifference() throws Exception {
        create("{\"name\": \"By hand\", \"url\": \"http://b.example\", \"interval_seconds\": 45}");
        create("{\"name\": \"By hand\", \"url\": \"http://b.example/two\"}");
        Path exported = folder.resolve("exported.yml");

        assertThat(run("export", "--url", url(), "-o", exported.toString())).isZero();
        assertThat(run("validate", exported.toString())).as(out.toString()).isZero();
        assertThat(out.toString()).isEqualTo("ok: 3 services in 1 file\n");
        assertThat(run("diff", exported.toString(), "--url", url()))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).isEmpty();

        Files.writeString(
                exported,
                Files.readString(exported).replace("45s", "50s") + "  - name: new\n    url: http://c.example\n");
        assertThat(run("diff", exported.toString(), "--url", url() + "/")).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "+ new: http://c.example/",
                        "~ by-hand: interval: 45s -> 50s",
                        "1 to create, 1 to change, 0 to delete");
    }

    @Test
    void shouldTellEveryProblemWithItsPlaceAndEndWithOne() throws Exception {
        Path first = Files.writeString(folder.resolve("a.yml"), "services:\n  - {name: a, url: nowhere}\n");
        Path second = Files.writeString(folder.resolve("b.yaml"), "servces: []\n");

        assertThat(run("validate", folder.toString())).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        first + ":2: url: \"url: nowhere\" is not an http or https address.",
                        second + ":1: servces: there is no key \"servces\"; did you mean \"services\"?");
        assertThat(run("diff", second.toString(), "--url", url())).isEqualTo(2);
        assertThat(err.toString()).startsWith(second + ":1: servces: ");
        assertThat(run("validate", folder.resolve("nowhere.yml").toString())).isEqualTo(1);
        assertThat(out.toString()).startsWith(folder.resolve("nowhere.yml") + ": cannot be read");
    }

    @Test
    void shouldTakeVariablesFromTheEnvironment() throws Exception {
        Path file = Files.writeString(
                folder.resolve("a.yml"), "services:\n  - {name: a, url: 'https://${HOST}:${PORT:-8443}'}\n");

        assertThat(run(Map.of("HOST", "a.example"), "validate", file.toString()))
                .isZero();
        assertThat(run("validate", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("HOST").doesNotContain("PORT,");
    }

    @Test
    void shouldSayWhatToDoWhenTheGatewayCannotBeAsked() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yml"), "services: []\n");

        assertThat(run("diff", file.toString(), "--url", "http://127.0.0.1:1")).isEqualTo(2);
        assertThat(err.toString()).contains("No gateway answers at http://127.0.0.1:1", "--url");
        assertThat(run("export", "--url", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("--url=nonsense");
        assertThat(run("export", "--url", url() + "/health")).isEqualTo(2);
        assertThat(run("export", "--url", url(), "--key-file", "nowhere.key")).isEqualTo(2);
        assertThat(err.toString()).contains("--key-file=nowhere.key");
        assertThat(run(
                        "export",
                        "--url",
                        url(),
                        "-o",
                        folder.resolve("no/such/x.yml").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--output=");
    }
}
