package dev.tocsin.gateway.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tocsin.gateway.definitions.ConfigFiles.ConfigFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor says of a file is what the gateway says of it. */
class SchemaTest {

    private static final JsonNode TEXT = read();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT);

    private static JsonNode read() {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/tocsin.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> keys(String pointer) {
        Set<String> keys = new LinkedHashSet<>();
        TEXT.at(pointer).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static boolean editorAccepts(String text) {
        return SCHEMA.validate(text, InputFormat.YAML).isEmpty();
    }

    private static boolean gatewayAccepts(String text) {
        return TocsinYaml.parse(
                        new ConfigFiles(false, List.of(new ConfigFile("tocsin.yml", text)), List.of()),
                        new Variables(Map.of("HOST", "a.example", "SOME", "5s", "COUNT", "3")))
                .problems()
                .isEmpty();
    }

    private static String service(String line) {
        return "services:\n  - name: a\n    url: http://a.example\n    " + line + "\n";
    }

    @Test
    void shouldKnowTheSameKeysAsTheParser() {
        assertThat(keys("/properties")).isEqualTo(FileParser.TOP);
        assertThat(keys("/$defs/defaults/properties")).isEqualTo(FileParser.DEFAULTS);
        assertThat(keys("/$defs/service/properties")).isEqualTo(FileParser.SERVICE);
    }

    @Test
    void shouldNameTheDefaultsThatTheParserHas() {
        ServiceDefaults builtIn = ServiceDefaults.BUILT_IN;
        assertThat(defaultOf("interval")).isEqualTo(builtIn.intervalMs());
        assertThat(defaultOf("timeout")).isEqualTo(builtIn.timeoutMs());
        assertThat(defaultOf("apdex")).isEqualTo(builtIn.apdexMs());
        assertThat(defaultOf("latency_alert")).isEqualTo(builtIn.latencyAlertMs());
        assertThat(TEXT.at("/$defs/objective/default").asDouble()).isEqualTo(builtIn.objective());
        assertThat(TEXT.at("/$defs/failures_to_alert/default").asInt()).isEqualTo(builtIn.failuresToAlert());
        assertThat(TEXT.at("/$defs/quorum/default").asInt()).isEqualTo(builtIn.quorum());
        assertThat(TEXT.at("/$defs/successes_to_resolve/default").asInt()).isEqualTo(builtIn.successesToResolve());
    }

    private static long defaultOf(String key) {
        return Durations.parse(TEXT.at("/$defs/" + key + "/default").asText()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: []",
                "services:",
                "defaults:\nservices:",
                "defaults: {interval: 1s, timeout: 500ms, apdex: 250ms, objective: 99.9%, quorum: 2}",
                "defaults: {interval: 30, objective: 0.999, latency_alert: 1h, depends_on: []}",
                "services: [{name: 5, url: 'http://a.example', group: 7}]",
                "services: [{name: true, url: 'HTTPS://A.example/x?y=z'}]",
                "services: [{name: a, url: 'http://${HOST}/', interval: '${SOME}', quorum: '${COUNT}'}]",
                "services: [{name: a, url: 'http://a.example', key: a-7, depends_on: [b]}, {name: b, url: 'http://b.example'}]",
                "services: [{name: a, url: 'http://a.example', key: 7, successes_to_resolve: 10, interval: 1d}]",
                "services: [{name: a, url: 'http://[::1]:8080/health', interval: null, group: ''}]"
            })
    void shouldBothAccept(String text) {
        assertThat(gatewayAccepts(text)).as("gateway").isTrue();
        assertThat(editorAccepts(text)).as("editor").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service: []",
                "services: x",
                "- a",
                "just text",
                "services: {a: b}",
                "services: [a]",
                "services: [null]",
                "defaults: [interval]",
                "defaults: {name: a}",
                "defaults: {url: 'http://a.example'}",
                "services: [{name: a}]",
                "services: [{url: 'http://a.example'}]",
                "services: [{name: ' ', url: 'http://a.example'}]",
                "services: [{name: a, url: a.example}]",
                "services: [{name: a, url: 'ftp://a.example'}]",
                "services: [{name: a, url: 'http://'}]",
                "services: [{name: [a], url: 'http://a.example'}]"
            })
    void shouldBothRefuse(String text) {
        assertThat(gatewayAccepts(text)).as("gateway").isFalse();
        assertThat(editorAccepts(text)).as("editor").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intervall: 5s",
                "interval: soon",
                "interval: 1.5s",
                "interval: -5",
                "interval: 0",
                "interval: 86401",
                "interval: [5s]",
                "timeout: 5 parsecs",
                "apdex: true",
                "objective: 1",
                "objective: 0",
                "objective: 99.9",
                "objective: high",
                "failures_to_alert: 0",
                "failures_to_alert: 1.5",
                "quorum: 1001",
                "quorum: many",
                "successes_to_resolve: 11",
                "latency_alert: {ms: 5}",
                "depends_on: b",
                "depends_on: [[b]]",
                "depends_on: {b: c}",
                "key: A b",
                "key: a--b",
                "key: -a",
                "group: [a]"
            })
    void shouldBothRefuseTheValueOfAService(String line) {
        assertThat(gatewayAccepts(service(line))).as("gateway").isFalse();
        assertThat(editorAccepts(service(line))).as("editor").isFalse();
    }
}
