package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record that crosses a wire: an example that is kept, a schema that describes it, and a codec that agrees with both. */
class GoldenRecordTest {

    /** Not the codec's own mapper, so that the codec is compared with something else. */
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @ParameterizedTest
    @EnumSource
    void shouldEncodeWhatItDecodedToTheSameTree(Golden golden) throws IOException {
        byte[] encoded = Json.encode(golden.decoded());

        assertThat(PLAIN.readTree(encoded)).isEqualTo(PLAIN.readTree(golden.document()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeDescribedByItsSchema(Golden golden) throws IOException {
        Schema schema = schema(golden);

        assertThat(schema.validate(PLAIN.readTree(golden.document()))).isEmpty();
        assertThat(schema.validate(PLAIN.readTree(Json.encode(golden.decoded()))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDescribeEveryFieldOfTheRecord(Golden golden) throws IOException {
        Set<String> described = new TreeSet<>();
        PLAIN.readTree(golden.schema()).get("properties").fieldNames().forEachRemaining(described::add);

        assertThat(described).isEqualTo(wireNames(golden.type()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeRefusedBySchemaAndCodecWithoutARequiredField(Golden golden) throws IOException {
        Schema schema = schema(golden);
        List<String> acceptedByCodec = new ArrayList<>();
        for (JsonNode required : PLAIN.readTree(golden.schema()).get("required")) {
            ObjectNode lacking = (ObjectNode) PLAIN.readTree(golden.document());
            lacking.remove(required.asText());
            assertThat(schema.validate(lacking)).as("without " + required).isNotEmpty();
            if (accepts(lacking, golden)) {
                acceptedByCodec.add(required.asText());
            }
        }
        assertThat(acceptedByCodec).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreFieldsThatItDoesNotKnow(Golden golden) throws IOException {
        ObjectNode more = (ObjectNode) PLAIN.readTree(golden.document());
        more.putObject("fieldOfTheFuture").putArray("deep").add(1);

        byte[] encoded = Json.encode(Json.decode(PLAIN.writeValueAsBytes(more), golden.type()));

        assertThat(PLAIN.readTree(encoded)).isEqualTo(PLAIN.readTree(golden.document()));
        assertThat(schema(golden).validate(more)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("valuesThatSchemasRefuse")
    void shouldRefuseWhatTheSchemaRefuses(Golden golden, String field, String value) throws IOException {
        ObjectNode changed = (ObjectNode) PLAIN.readTree(golden.document());
        changed.set(field, PLAIN.readTree(value));

        assertThat(schema(golden).validate(changed)).isNotEmpty();
        assertThatThrownBy(() -> Json.decode(PLAIN.writeValueAsBytes(changed), golden.type()))
                .isInstanceOf(MalformedRecordException.class);
    }

    static List<Object[]> valuesThatSchemasRefuse() {
        String longName = '"' + "x".repeat(201) + '"';
        return List.of(new Object[][] {
            {Golden.PROBE_RESULT, "service", "\" \""},
            {Golden.PROBE_RESULT, "service", longName},
            {Golden.PROBE_RESULT, "location", longName},
            {Golden.PROBE_RESULT, "status", "\"fine\""},
            {Golden.PROBE_RESULT, "status", "\"OK\""},
            {Golden.PROBE_RESULT, "latencyMs", "-1"},
            {Golden.PROBE_RESULT, "latencyMs", "null"},
            {Golden.PROBE_RESULT, "latencyMs", "\"12\""},
            {Golden.PROBE_RESULT, "latencyMs", "1099511628"},
            {Golden.PROBE_RESULT, "apdexMs", "0"},
            {Golden.PROBE_RESULT, "apdexMs", "86400001"},
            {Golden.PROBE_RESULT, "intervalMs", "-1"},
            {Golden.PROBE_RESULT, "intervalMs", "86400001"},
            {Golden.PROBE_RESULT, "statusCode", "4294967496"},
            {Golden.PROBE_RESULT, "statusCode", "200.5"},
            {Golden.PROBE_RESULT, "phases", "[]"},
            {Golden.PROBE_RESULT, "phases", "{\"connect\": -1}"},
            {Golden.PROBE_RESULT, "phases", "{\"connect\": \"1\"}"},
            {Golden.PROBE_RESULT_DOWN, "latencyMs", "5"},
            {Golden.TELEMETRY_SAMPLE, "metric_type", "\"happiness\""},
            {Golden.TELEMETRY_SAMPLE, "value", "-0.5"},
            {Golden.TELEMETRY_SAMPLE, "value", "true"},
            {Golden.TELEMETRY_SAMPLE, "tags", "[]"},
            {Golden.TELEMETRY_SAMPLE, "tags", "\"\""},
            {Golden.HEALTH_CHECK_EVENT, "status", "\"unknown\""},
            {Golden.HEALTH_CHECK_EVENT, "service_id", "\"7\""},
            {Golden.HEALTH_CHECK_EVENT, "service_name", "\"\""},
            {Golden.HEALTH_CHECK_EVENT, "timestamp", "\"yesterday\""},
            {Golden.HOST_SAMPLE, "host", "\"\""},
            {Golden.HOST_SAMPLE, "cpu", "null"},
            {Golden.HOST_SAMPLE, "intervalMs", "-1"},
            {Golden.SERVICE_DEFINITION, "key", "7"},
            {Golden.SERVICE_DEFINITION, "intervalMs", "0"},
            {Golden.SERVICE_DEFINITION, "timeoutMs", "86400001"},
            {Golden.SERVICE_DEFINITION, "apdexMs", "0"},
            {Golden.SERVICE_DEFINITION, "objective", "1"},
            {Golden.SERVICE_DEFINITION, "objective", "0"},
            {Golden.SERVICE_DEFINITION, "failuresToAlert", "0"},
            {Golden.SERVICE_DEFINITION, "quorum", "0"},
            {Golden.SERVICE_DEFINITION, "successesToResolve", "0"},
            {Golden.SERVICE_DEFINITION, "latencyAlertMs", "0"},
            {Golden.AGGREGATE_ROW, "resolution", "\"5m\""},
            {Golden.AGGREGATE_ROW, "partial", "\"true\""},
            {Golden.AGGREGATE_ROW, "sum", "1.5"},
            {Golden.ALERT_TRANSITION, "severity", "\"fatal\""},
            {Golden.ALERT_TRANSITION, "state", "\"FIRED\""},
            {Golden.ALERT_TRANSITION, "sequence", "\"1\""},
            {Golden.NOTIFICATION, "outcome", "\"lost\""},
            {Golden.QUARANTINED_RECORD, "offset", "1.5"},
        });
    }

    @Test
    void shouldHaveAnExampleOfEverySchema() {
        assertThat(Golden.all().map(Golden::schemaName).distinct())
                .hasSize((int) Golden.all().map(Golden::type).distinct().count());
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveAValidSchema(Golden golden) throws IOException {
        Schema metaSchema = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        JsonNode document = PLAIN.readTree(golden.schema());

        assertThat(metaSchema.validate(document)).isEmpty();
        assertThat(document.get("$id").asText()).isEqualTo("urn:tocsin:schema:" + golden.schemaName() + ":v1");
        assertThat(document.get("title").asText()).isEqualTo(golden.type().getSimpleName());
    }

    private static Schema schema(Golden golden) throws IOException {
        return SCHEMAS.getSchema(PLAIN.readTree(golden.schema()));
    }

    private static boolean accepts(JsonNode document, Golden golden) throws IOException {
        try {
            Json.decode(PLAIN.writeValueAsBytes(document), golden.type());
            return true;
        } catch (MalformedRecordException e) {
            return false;
        }
    }

    private static Set<String> wireNames(Class<? extends Record> type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getRecordComponents()).forEach(component -> {
            var renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            names.add(renamed == null ? component.getName() : renamed.value());
        });
        return names;
    }
}
