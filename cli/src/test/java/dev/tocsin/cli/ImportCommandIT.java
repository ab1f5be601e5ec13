package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.TocsinYaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as the other programs have them become files that the gateway takes, and whatever is lost is told. */
class ImportCommandIT {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("EDGE_HOST", "edge.example", "API_HOST", "api.example");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static Path file(String name) {
        try {
            return Path.of(
                    ImportCommandIT.class.getResource("/importing/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private int run(String... arguments) {
        return Commands.run(
                new CommandContext(
                        folder,
                        ENVIRONMENT,
                        Clock.systemUTC(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        false),
                arguments);
    }

    private List<DeclaredService> imported(String program, String... files) {
        Path output = folder.resolve("tocsin.yml");
        List<String> arguments = new ArrayList<>(List.of("import", program, "-o", output.toString()));
        for (String name : files) {
            arguments.add(file(name).toString());
        }
        assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
        return TocsinYaml.load(output, ENVIRONMENT).services();
    }

    private List<String> remarks() {
        return err.toString().lines().toList();
    }

    @Test
    void shouldCarryOverTheEndpointsOfGatus() {
        List<DeclaredService> services = imported("gatus", "gatus.yaml");

        assertThat(services)
                .extracting(DeclaredService::name, DeclaredService::group, DeclaredService::url)
                .containsExactly(
                        tuple("front-end", "core", "https://shop.example/health"),
                        tuple("front-end (edge)", "edge", "https://edge.example/health?price=$5"),
                        tuple("api", "core", "http://api.example:8080/graphql"));
        DeclaredService first = services.get(0);
        assertThat(first.intervalMs()).isEqualTo(90_000);
        assertThat(first.latencyAlertMs()).isEqualTo(300);
        assertThat(first.failuresToAlert()).isEqualTo(2);
        assertThat(first.successesToResolve()).isEqualTo(2);
        assertThat(services.get(1).intervalMs()).isEqualTo(1_000);
        assertThat(services.get(1).timeoutMs()).isEqualTo(2_000);
        assertThat(services.get(2).failuresToAlert()).isEqualTo(5);
        assertThat(services.get(2).successesToResolve()).isEqualTo(10);
        assertThat(remarks())
                .contains(
                        "front-end: is called \"front-end (edge)\" here, since its name is taken or too long",
                        "front-end: its condition [BODY].status == UP has no counterpart",
                        "front-end: its condition [CERTIFICATE_EXPIRATION] > 48h has no counterpart",
                        "front-end: of its 2 alerts, the lowest thresholds are taken",
                        "front-end (edge): interval is 1s and not 500ms, which is beyond what it can be",
                        "front-end (edge): its \"client.insecure\" has no counterpart",
                        "api: successes_to_resolve is 10 and not 20, which is beyond what it can be",
                        "api: its method POST becomes GET, the only one there is",
                        "api: its \"headers\" has no counterpart",
                        "ping: left out: only http and https addresses are probed, and \"icmp://10.0.0.1\" is none",
                        "database: left out: only http and https addresses are probed, and \"tcp://db.example:5432\" is none",
                        "example-dns: left out: only http and https addresses are probed, and \"8.8.8.8\" is none",
                        "retired: left out: it is switched off",
                        "maintenance: has no counterpart")
                .anySatisfy(
                        remark -> assertThat(remark).startsWith("[STATUS]: a check fails here at status 4xx or 5xx"))
                .anySatisfy(remark -> assertThat(remark).startsWith("[RESPONSE_TIME]: becomes latency_alert"))
                .anySatisfy(remark -> assertThat(remark).startsWith("external-endpoints: "))
                .anySatisfy(remark -> assertThat(remark).startsWith("alerting: "));
    }

    @Test
    void shouldCarryOverTheTargetsOfTheBlackboxExporter() {
        List<DeclaredService> services = imported("blackbox", "prometheus.yml", "blackbox.yml");

        assertThat(services)
                .extracting(DeclaredService::name, DeclaredService::group, DeclaredService::url)
                .containsExactly(
                        tuple("shop.example", "websites", "https://shop.example/"),
                        tuple("shop.example/cart", "websites", "http://shop.example/cart"),
                        tuple("shop.example/cart (websites)", "websites", "http://shop.example/cart/"),
                        tuple("orders.example:8443/new", "orders", "https://orders.example:8443/new"),
                        tuple("a.example", "unknown", "http://a.example/"));
        assertThat(services)
                .extracting(DeclaredService::intervalMs)
                .containsExactly(30_000L, 30_000L, 30_000L, 15_000L, 30_000L);
        assertThat(services)
                .extracting(DeclaredService::timeoutMs)
                .containsExactly(5_000L, 5_000L, 5_000L, 10_000L, 10_000L);
        assertThat(remarks())
                .contains(
                        "rule_files: is of Prometheus itself and has no counterpart",
                        "job node: left out: it scrapes metrics and asks no blackbox exporter",
                        "job websites: its labels env, team have no counterpart",
                        "job websites: its \"file_sd_configs\" has no counterpart; its targets must be written down",
                        "module http_post: its \"method\" has no counterpart",
                        "module http_post: its \"valid_status_codes\" has no counterpart",
                        "module http_post: its \"fail_if_body_not_matches_regexp\" has no counterpart",
                        "job orders: its relabelling is not applied, apart from what every blackbox job has",
                        "job hosts: left out: only http and https addresses are probed, and its module icmp is for icmp")
                .anySatisfy(
                        remark -> assertThat(remark).startsWith("job unknown: its module http_special was not given"))
                .anySatisfy(remark -> assertThat(remark).contains("${y}", "left out"))
                .noneSatisfy(remark -> assertThat(remark).startsWith("module http_2xx"));
    }

    @Test
    void shouldCarryOverTheMonitorsOfUptimeKuma() {
        List<DeclaredService> services = imported("uptime-kuma", "uptime-kuma.json");

        assertThat(services)
                .extracting(DeclaredService::name, DeclaredService::group, DeclaredService::url)
                .containsExactly(
                        tuple("Shop", "Production / EU", "https://shop.example/health"),
                        tuple("Shop 2", "", "https://shop.example/cart"),
                        tuple("Loop", "Loop", "https://loop.example/"));
        DeclaredService first = services.get(0);
        assertThat(first.failuresToAlert()).isEqualTo(3);
        assertThat(first.successesToResolve()).isEqualTo(1);
        assertThat(first.timeoutMs()).isEqualTo(48_000);
        assertThat(services.get(1).timeoutMs()).isEqualTo(16_500);
        assertThat(services.get(2).timeoutMs()).as("what Uptime Kuma takes").isEqualTo(48_000);
        assertThat(remarks())
                .contains(
                        "Shop: it is not checked more often while it fails (retryInterval 20 s)",
                        "Shop: no message announces the end of a certificate",
                        "Shop: is called \"Shop 2\" here, since its name is taken or too long",
                        "Shop 2: the keyword is not looked for; only the status counts",
                        "Shop 2: redirects are followed",
                        "Shop 2: certificates are verified",
                        "Shop 2: tags have no counterpart",
                        "Shop 2: its accepted status codes [200-299, 403] cannot be said here",
                        "Shop 2: its method HEAD becomes GET, the only one there is",
                        "Database: left out: only http and https addresses are probed, and it is of type \"port\"",
                        "Old: left out: it is paused",
                        "Closed: left out: it is well when the address is down, which cannot be said here",
                        "Shop, notificationList: messages go where TOCSIN_SLACK_WEBHOOK_URL says")
                .anySatisfy(remark -> assertThat(remark).contains("${cart}", "left out"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gatus       | prometheus.yml   | no list "endpoints"
                    blackbox    | gatus.yaml       | no list "scrape_configs"
                    blackbox    | blackbox.yml     | which have no targets
                    uptime-kuma | gatus.yaml       | not a JSON object
                    nagios      | gatus.yaml       | known are blackbox, gatus, uptime-kuma
                    """)
    void shouldSayWhatIsWrongWhenTheFileIsAnother(String program, String name, String mistake) {
        assertThat(run("import", program, file(name).toString())).isEqualTo(2);
        assertThat(err.toString()).contains(mistake);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldWriteToTheTerminalWhenNoFileIsNamed() throws IOException {
        assertThat(run("import", "gatus", file("gatus.yaml").toString())).isZero();

        Path written = Files.writeString(folder.resolve("written.yml"), out.toString());
        assertThat(out.toString()).startsWith("# Imported from Gatus.\n").contains("${EDGE_HOST}");
        assertThat(TocsinYaml.load(written, ENVIRONMENT).services()).hasSize(3);
    }
}
