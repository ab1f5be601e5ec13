package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Samples on their way into Kafka. */
class IngestIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    private static String sample(String service, String metric, double value) {
        return sample(service, metric, value, Instant.now());
    }

    private static String sample(String service, String metric, double value, Instant at) {
        return "{\"timestamp\": \"" + at + "\", \"service\": \"" + service + "\", \"metric_type\": \"" + metric
                + "\", \"value\": " + value
                + ", \"tags\": {\"region\": \"eu\", \"code\": 200, \"odd\": [null, \"ü\"]}}";
    }

    private static List<TelemetrySample> stored(String service) {
        return gateway.kafka().topics().read(Topics.TELEMETRY).stream()
                .filter(record -> record.value().length > 0)
                .map(record -> ObservationReader.telemetry(record.value()))
                .filter(sample -> sample.service().equals(service))
                .toList();
    }

    @Test
    void shouldStoreAllOfAListAndTellOneAlertForEachSeriesThatCrossedALimit() {
        String list = IntStream.range(0, 500)
                .mapToObj(i -> sample("bulk-" + i % 2, i % 2 == 0 ? "latency" : "cpu", i % 2 == 0 ? 1_500 + i : 10))
                .collect(Collectors.joining(",", "[", "]"));

        HttpResponse<String> answer = gateway.post("/metrics/ingest/bulk", list);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = json(answer);
        assertThat(body.get("status").asText()).isEqualTo("success");
        assertThat(body.get("stored").asInt()).isEqualTo(500);
        assertThat(body.get("alerts")).hasSize(1);
        assertThat(body.get("alerts").get(0).get("severity").asText()).isEqualTo("critical");
        assertThat(body.get("alerts").get(0).get("service").asText()).isEqualTo("bulk-0");
        assertThat(body.has("warning")).isFalse();
        List<TelemetrySample> stored = stored("bulk-0");
        assertThat(stored).extracting(TelemetrySample::value).hasSize(250).contains(1_500.0, 1_998.0);
        assertThat(stored.get(0).tags()).containsEntry("region", "eu").containsEntry("code", 200);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(gateway.get("/metrics/services").body()).contains("\"bulk-0\"", "\"bulk-1\""));
    }

    @Test
    void shouldStoreNothingOfAListWithAFault() {
        String list = "{\"samples\": [" + sample("half", "cpu", 1) + ", 7, " + sample("half", "cpu", -1) + ", "
                + sample("half", "swap", 1) + "]}";

        HttpResponse<String> answer = gateway.post("/metrics/ingest/bulk", list);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("detail").findValuesAsText("type"))
                .containsExactly("model_attributes_type", "value_error", "enum");
        assertThat(json(answer).get("detail").get(1).get("loc").toString()).isEqualTo("[\"body\",2,\"value\"]");
        assertThat(stored("half")).isEmpty();
    }

    @Test
    void shouldTakeAnEmptyListAndRefuseTooLongOnes() {
        assertThat(json(gateway.post("/metrics/ingest/bulk", "[]"))
                        .get("stored")
                        .asInt())
                .isZero();
        HttpResponse<String> many = gateway.post("/metrics/ingest/bulk", "[" + "1,".repeat(5_000) + "1]");
        assertThat(many.statusCode()).isEqualTo(422);
        assertThat(json(many).get("detail").get(0).get("type").asText()).isEqualTo("too_long");
    }

    @Test
    void shouldWarnOfSamplesThatNoFigureCounts() {
        Instant now = Instant.now();
        for (Duration off : List.of(Duration.ofHours(-3), Duration.ofMinutes(3))) {
            HttpResponse<String> answer = gateway.post("/metrics/ingest", sample("odd", "cpu", 99, now.plus(off)));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).get("warning").asText()).contains("2 h", "2 min", Topics.QUARANTINE);
            assertThat(json(answer).get("alert").get("severity").asText()).isEqualTo("critical");
        }
        String mixed = "[" + sample("odd", "cpu", 1) + "," + sample("odd", "cpu", 1, now.minusSeconds(8_000)) + "]";
        assertThat(json(gateway.post("/metrics/ingest/bulk", mixed)).has("warning"))
                .isTrue();
        assertThat(json(gateway.post("/metrics/ingest", sample("odd", "cpu", 1, now.minusSeconds(7_000))))
                        .has("warning"))
                .isFalse();
    }
}
