package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.events.Metric;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.ServiceDefaults;
import dev.tocsin.gateway.kafka.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static DeclaredService service(String body) {
        RequestBody request = RequestBody.parse(body.getBytes(StandardCharsets.UTF_8));
        Optional<DeclaredService> declared = ServiceBody.complete(request, ServiceDefaults.BUILT_IN);
        request.requireValid();
        return declared.orElseThrow();
    }

    private static TelemetrySample sample(String body) {
        RequestBody read = RequestBody.parse(body.getBytes(StandardCharsets.UTF_8));
        SampleRecord record = SampleBody.read(read, service -> false);
        read.requireValid();
        return record.sample();
    }

    private static List<Problem> problems(Runnable request) {
        return catchThrowableOfType(InvalidRequestException.class, request::run).problems();
    }

    @Test
    void shouldScheduleAnythingBelowFiveSecondsAsFive() {
        assertThat(service("{\"name\": \"a\", \"url\": \"http://a.example\", \"interval_seconds\": 1}")
                        .intervalMs())
                .isEqualTo(5_000);
        assertThat(service("{\"name\": \"a\", \"url\": \"http://a.example\"}").intervalMs())
                .isEqualTo(60_000);
    }

    @Test
    void shouldTellOfEveryProblemAtOnce() {
        assertThat(problems(() -> service("{\"interval_seconds\": \"x\", \"timeout_seconds\": 1.5}")))
                .extracting(Problem::type)
                .containsExactly("missing", "missing", "int_parsing", "int_from_float");
    }

    @Test
    void shouldTakeNumbersWrittenAsTextAndIgnoreUnknownFields() {
        DeclaredService service = service(
                "{\"name\": \" a \", \"url\": \"http://a.example:80\", \"timeout_seconds\": \"7\", \"colour\": 1}");
        assertThat(service.timeoutMs()).isEqualTo(7_000);
        assertThat(service.name()).isEqualTo("a");
        assertThat(service.url()).isEqualTo("http://a.example/");
        assertThat(sample("{\"timestamp\": \"1767323045\", \"service\": \"a\", \"metric_type\": \"cpu\","
                                + " \"value\": \"12.5\"}")
                        .value())
                .isEqualTo(12.5);
    }

    @Test
    void shouldKeepTagsOfAnyKindAndTakeNullForNone() {
        TelemetrySample tagged = sample("{\"timestamp\": 1, \"service\": \"a\", \"metric_type\": \"latency\","
                + " \"value\": 1, \"tags\": {\"n\": 1, \"deep\": {\"x\": [1, null]}}}");
        assertThat(tagged.metric()).isEqualTo(Metric.LATENCY);
        assertThat(tagged.tags()).containsOnlyKeys("n", "deep");
        assertThat(sample("{\"timestamp\": 1, \"service\": \"a\", \"metric_type\": \"latency\", \"value\": 1,"
                                + " \"tags\": null}")
                        .tags())
                .isEqualTo(Map.of());
        assertThat(problems(() -> sample("{\"timestamp\": 1, \"service\": \"a\", \"metric_type\": \"latency\","
                        + " \"value\": 1, \"tags\": [1]}")))
                .extracting(Problem::type)
                .containsExactly("dict_type");
    }

    @Test
    void shouldNameTheFieldWhoseNameNoTableCouldHold() {
        for (String name : List.of("a\\u0000b", "a\\nb", "\\ud800")) {
            Problem ofService = problems(() -> service("{\"name\": \"" + name + "\", \"url\": \"http://a.example\"}"))
                    .get(0);
            assertThat(ofService.type()).isEqualTo("value_error");
            assertThat(ofService.loc()).containsExactly("body", "name");
            assertThat(problems(() -> sample("{\"timestamp\": 1, \"service\": \"" + name
                            + "\", \"metric_type\": \"cpu\", \"value\": 1}")))
                    .extracting(Problem::loc)
                    .containsExactly(List.of("body", "service"));
        }
    }

    @Test
    void shouldTakeNamesOfUpToAColumnsWidth() {
        String longest = "n".repeat(255);
        assertThat(service("{\"name\": \"" + longest + "\", \"url\": \"http://a.example\"}")
                        .name())
                .isEqualTo(longest);
        assertThat(problems(() -> service("{\"name\": \"" + longest + "n\", \"url\": \"http://a.example\"}")))
                .extracting(Problem::type)
                .containsExactly("string_too_long");
    }

    @Test
    void shouldNotReadWhatOnlyJavaTakesForANumber() {
        for (String value : List.of("5d", "5f", "0x1p3")) {
            assertThat(problems(() -> sample("{\"timestamp\": 1, \"service\": \"a\", \"metric_type\": \"cpu\","
                            + " \"value\": \"" + value + "\"}")))
                    .extracting(Problem::type)
                    .containsExactly("float_parsing");
        }
    }

    @Test
    void shouldRefuseASampleThatGrowsTooLargeForTheTopic() {
        String tags = "{\"numbers\": [1e300" + ",1e300".repeat(10_000) + "]}";
        assertThat(problems(() -> sample("{\"timestamp\": 1, \"service\": \"a\", \"metric_type\": \"cpu\","
                        + " \"value\": 1, \"tags\": " + tags + "}")))
                .extracting(Problem::type)
                .containsExactly("value_error");
    }

    @Test
    void shouldRefuseValuesThatNobodyCanMeasure() {
        for (String value : List.of("-1", "1e300")) {
            assertThat(problems(() -> sample("{\"timestamp\": 1, \"service\": \"a\", \"metric_type\": \"cpu\","
                            + " \"value\": " + value + "}")))
                    .extracting(Problem::type)
                    .containsExactly("value_error");
        }
    }
}
