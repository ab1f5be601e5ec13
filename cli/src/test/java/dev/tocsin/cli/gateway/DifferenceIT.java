package dev.tocsin.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.TocsinYaml;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration beside the answer of a gateway, which may tell more or less of its services. */
class DifferenceIT {

    private static final URI SCHEMA = URI.create("http://127.0.0.1:8000/tocsin.schema.json");

    @TempDir
    Path folder;

    private List<DeclaredService> declared(String text) throws IOException {
        return TocsinYaml.load(Files.writeString(folder.resolve("tocsin.yml"), text), Map.of())
                .services();
    }

    private static List<ListedService> listed(String... services) throws IOException {
        JsonNode answer = new ObjectMapper().readTree("[" + String.join(",", services) + "]");
        return GatewayClient.listed(answer);
    }

    private static String full(String key, String name, String rest) {
        return "{\"id\": 1, \"key\": \"" + key + "\", \"name\": \"" + name + "\", \"url\": \"http://a.example/\","
                + " \"interval_seconds\": 60, \"timeout_seconds\": 10, \"group\": \"\", \"apdex_ms\": 1000, \"objective\": 0.99,"
                + " \"failures_to_alert\": 1, \"quorum\": 1, \"successes_to_resolve\": 2, \"latency_alert_ms\": 2000,"
                + " \"depends_on\": [], \"origin\": \"api\", \"version\": 3" + rest + "}";
    }

    @Test
    void shouldCompareAnomalySettings() throws IOException {
        String told =
                ", \"anomaly_detector\": \"holt-winters\", \"anomaly_sensitivity\": 2.0, \"anomaly_warm_up_ms\": 3600000";
        String declared = """
                services:
                  - name: a
                    url: http://a.example
                    anomaly_detector: %s
                    anomaly_sensitivity: 2
                    anomaly_warm_up: %s
                """;

        assertThat(Difference.between(declared(declared.formatted("holt-winters", "1h")), listed(full("a", "a", told)))
                        .isNone())
                .isTrue();
        assertThat(Difference.between(declared(declared.formatted("off", "90m")), listed(full("a", "a", told)))
                        .isNone())
                .isFalse();
    }

    @Test
    void shouldTellWhatWouldBeCreatedChangedAndDeleted() throws IOException {
        Difference difference = Difference.between(
                declared("""
                        services:
                          - {name: new, url: 'http://user:hidden@a.example'}
                          - {name: same, url: 'http://a.example'}
                          - name: other
                            url: http://a.example
                            interval: 90s
                            objective: 99.9%
                            group: shop
                            depends_on: [same]
                        """),
                listed(
                        full("same", "same", ""),
                        full("other", "other", ""),
                        full("by-hand", "by hand", ""),
                        full("gone", "gone", ", \"origin\": \"file\"")));

        assertThat(difference.lines())
                .containsExactly(
                        "+ new: http://user:***@a.example/",
                        "~ other: group: \"\" -> shop",
                        "~ other: interval: 1m -> 90s",
                        "~ other: objective: 0.99 -> 0.999",
                        "~ other: depends_on: [] -> [same]",
                        "- gone");
        assertThat(difference.summary()).isEqualTo("1 to create, 1 to change, 1 to delete");
    }

    @Test
    void shouldCompareOnlyWhatTheGatewayTells() throws IOException {
        Difference difference = Difference.between(
                declared(
                        "services:\n  - {name: a, url: 'http://a.example', quorum: 5, interval: 1500ms, timeout: 100ms}\n"),
                listed(
                        "{\"id\": 1, \"key\": \"a\", \"name\": \"a\", \"url\": \"http://a.example/\", \"interval_seconds\": 2,"
                                + " \"timeout_seconds\": 1}"));

        assertThat(difference.isNone()).isTrue();
    }

    @Test
    void shouldCompareMillisecondsWhereTheGatewayTellsThem() throws IOException {
        Difference difference = Difference.between(
                declared("services:\n  - {name: a, url: 'http://a.example', interval: 1500ms, timeout: 100ms}\n"),
                listed(full("a", "a", ", \"interval_ms\": 2000, \"timeout_ms\": 100")));

        assertThat(difference.lines()).containsExactly("~ a: interval: 2s -> 1500ms");
    }

    @Test
    void shouldNotShowAPasswordThatChanges() throws IOException {
        Difference difference = Difference.between(
                declared("services:\n  - {name: a, url: 'http://me:new@a.example'}\n"),
                listed(full("a", "a", ", \"url\": \"http://me:old@a.example/\"")));

        assertThat(difference.lines())
                .containsExactly("~ a: url: http://me:***@a.example/ -> the same with another password");
    }

    @Test
    void shouldExportWhatTheParserTakesAndWhatDiffersInNothing() throws IOException {
        List<ListedService> services = listed(
                full("twin", "Twin", ", \"interval_seconds\": 30, \"objective\": 0.9995"),
                full("twin-7", "Twin", ", \"interval_seconds\": 30, \"depends_on\": [\"twin\", \"no-longer-there\"]"),
                full("odd", "yes", ", \"key\": \"odd\", \"group\": \"${TEAM} # 1: [x]\", \"quorum\": 3"),
                full(
                        "service",
                        "日本 \\\"q\\\" \\\\ 'x' 😀",
                        ", \"interval_seconds\": 30, \"apdex_ms\": 1, \"timeout_seconds\": 86400"),
                full("123", "123", ", \"interval_seconds\": 5, \"objective\": 1.0E-5, \"latency_alert_ms\": 86400000"),
                full("null", "null", ", \"url\": \"https://me:p%20w@a.example:8443/x?y=z\", \"origin\": \"file\""));
        String yaml = GatewayClient.yaml(services, SCHEMA);

        List<DeclaredService> back = declared(yaml);

        assertThat(yaml)
                .startsWith("# yaml-language-server: $schema=" + SCHEMA + "\ndefaults:\n  interval: 30s\nservices:\n")
                .contains("key: twin-7", "interval: 1m");
        assertThat(back)
                .extracting(DeclaredService::key)
                .containsExactly("123", "null", "odd", "service", "twin", "twin-7");
        assertThat(back).extracting(DeclaredService::name).contains("yes", "123", "null", "日本 \"q\" \\ 'x' 😀");
        assertThat(Difference.between(back, services).lines()).isEmpty();
    }

    @Test
    void shouldExportNoServicesAsAnEmptyList() throws IOException {
        assertThat(declared(GatewayClient.yaml(List.of(), SCHEMA))).isEmpty();
        assertThat(GatewayClient.yaml(List.of(), SCHEMA)).endsWith("services: []\n");
    }
}
