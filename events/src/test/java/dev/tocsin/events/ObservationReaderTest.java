package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationReaderTest {

    private static final String MINIMAL =
            "{'service':'checkout','location':'eu-1','timestamp':1760000000123,'status':'ok','latencyMs':5}";

    @Test
    void shouldReadTheExamplesAsDataBindingDoes() {
        assertThat(ObservationReader.probeResult(Golden.PROBE_RESULT.document()))
                .isEqualTo(Golden.PROBE_RESULT.decoded());
        assertThat(ObservationReader.probeResult(Golden.PROBE_RESULT_DOWN.document()))
                .isEqualTo(Golden.PROBE_RESULT_DOWN.decoded());
        assertThat(ObservationReader.telemetry(Golden.TELEMETRY_SAMPLE.document()))
                .isEqualTo(Golden.TELEMETRY_SAMPLE.decoded());
    }

    @Test
    void shouldJudgeByTheDefaultsWhereTheProducerNamesNone() {
        ProbeResult result = ObservationReader.probeResult(json(MINIMAL));

        assertThat(result.apdexMs()).isEqualTo(ProbeResult.DEFAULT_APDEX_MS);
        assertThat(result.intervalMs()).isZero();
        assertThat(Json.decode(json(MINIMAL), ProbeResult.class)).isEqualTo(result);
    }

    @Test
    void shouldRefuseANameThatIsNotUtf8WhateverWasReadBefore() {
        byte[] sound = json(MINIMAL.replace("{", "{'kinwd':1,"));
        byte[] unsound = json(MINIMAL.replace("{", "{'kinw?d':1,"));
        unsound[new String(unsound, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xFF;

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> ObservationReader.probeResult(unsound)).hasMessageContaining("UTF-8");
            assertThatThrownBy(() -> Json.decode(unsound, ProbeResult.class)).hasMessageContaining("UTF-8");
            ObservationReader.probeResult(sound);
            Json.decode(sound, ProbeResult.class);
        }
    }

    @Test
    void shouldReadNullAsAbsent() {
        byte[] withNulls = json(MINIMAL.replace(
                "}", ",'id':null,'kind':null,'apdexMs':null,'intervalMs':null,'phases':null,'error':null}"));

        assertThat(ObservationReader.probeResult(withNulls)).isEqualTo(ObservationReader.probeResult(json(MINIMAL)));
    }

    @Test
    void shouldAcceptRfc3339WhichDataBindingDoesNot() {
        byte[] document = json(MINIMAL.replace("1760000000123", "'2025-10-09T08:53:20.123Z'"));

        assertThat(ObservationReader.probeResult(document).timestamp()).isEqualTo(1_760_000_000_123L);
        assertThatThrownBy(() -> Json.decode(document, ProbeResult.class)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void shouldKeepTagsOfAnyShapeInTheirOrder() {
        TelemetrySample sample = ObservationReader.telemetry(
                json(
                        "{'tags':{'b':'x','a':null,'c':{'d':[1,2.5]}},'timestamp':1,'service':'api','metric_type':'cpu','value':1}"));

        assertThat(sample.tags().keySet()).containsExactly("b", "a", "c");
        assertThat(sample.tags()).containsEntry("c", Map.of("d", Arrays.asList(1, 2.5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'service':'checkout'   | 'service':7           | bad-value      | service must be a text",
                "'service':'checkout'   | 'service':null        | missing-field  | service is required",
                "'location':'eu-1'      | 'location':''         | bad-name       | location must not be blank",
                "'timestamp':1760000000123 | 'timestamp':null   | missing-field  | timestamp is required",
                "'timestamp':1760000000123 | 'timestamp':1.5    | bad-timestamp  | timestamp must be epoch",
                "'timestamp':1760000000123 | 'timestamp':true   | bad-timestamp  | timestamp must be epoch",
                "'status':'ok'          | 'status':'fine'       | unknown-status | status must be ok, warn",
                "'status':'ok'          | 'x':1                 | missing-field  | status is required",
                "'status':'ok'          | 'status':'down'       | bad-value      | latencyMs belongs to",
                "'latencyMs':5          | 'latencyMs':'5'       | bad-value      | latencyMs must be a number",
                "'latencyMs':5          | 'latencyMs':-5        | bad-value      | latencyMs must be",
                "'latencyMs':5          | 'latencyMs':1e999     | bad-value      | latencyMs must be",
                "'latencyMs':5          | 'x':1                 | bad-value      | latencyMs belongs to",
                "'latencyMs':5          | 'latencyMs':5,'statusCode':4294967496 | malformed-json | out of range",
                "'latencyMs':5          | 'latencyMs':5,'apdexMs':1.0  | bad-value | apdexMs must be a whole number",
                "'latencyMs':5          | 'latencyMs':5,'phases':7     | bad-value | phases must be an object",
                "'latencyMs':5          | 'latencyMs':5,'phases':{'tls':-1} | bad-value | tls must be",
                "'latencyMs':5          | 'latencyMs':5,'latencyMs':6  | malformed-json | Duplicate",
            })
    void shouldNameTheFieldThatIsWrong(String good, String bad, String code, String message) {
        assertThatThrownBy(() -> ObservationReader.probeResult(json(MINIMAL.replace(good.strip(), bad.strip()))))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.code())
                        .isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static byte[] json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
