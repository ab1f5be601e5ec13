package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The words that stand on wires and in tables, and their places in stored state: neither may ever change. */
class WireNamesTest {

    static List<Object[]> words() {
        return List.of(new Object[][] {
            {CheckStatus.values(), List.of("ok", "warn", "error", "down", "unknown")},
            {EntityKind.values(), List.of("service", "host")},
            {Source.values(), List.of("probe", "telemetry", "host")},
            {Severity.values(), List.of("info", "warning", "critical")},
            {Resolution.values(), List.of("10s", "1m", "1h")},
            {AlertTransition.State.values(), List.of("firing", "resolved")},
            {Notification.Outcome.values(), List.of("delivered", "muted", "rejected", "retrying")},
            {
                Metric.values(),
                List.of(
                        "latency",
                        "error_rate",
                        "throughput",
                        "cpu",
                        "memory",
                        "swap",
                        "gpu_utilization",
                        "gpu_temperature",
                        "gpu_memory")
            },
        });
    }

    @ParameterizedTest
    @MethodSource("words")
    void shouldKeepWordsAndOrdinals(Enum<?>[] values, List<String> words) throws Exception {
        for (int i = 0; i < values.length; i++) {
            byte[] encoded = Json.encode(values[i]);
            assertThat(Json.mapper().readValue(encoded, String.class)).isEqualTo(words.get(i));
            assertThat((Object) Json.decode(encoded, (Class<?>) values[i].getDeclaringClass()))
                    .isSameAs(values[i]);
        }
        assertThat(values).hasSameSizeAs(words);
    }

    static Stream<Function<String, Object>> readers() {
        return Stream.of(
                CheckStatus::fromWire,
                EntityKind::fromWire,
                Source::fromWire,
                Severity::fromWire,
                Resolution::fromWire,
                AlertTransition.State::fromWire,
                Notification.Outcome::fromWire,
                Metric::fromWire);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void shouldRefuseAWordThatIsNone(Function<String, Object> reader) {
        assertThatThrownBy(() -> reader.apply("nothing of the kind")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldCountWarnErrorAndDownAsFailed() {
        assertThat(Arrays.stream(CheckStatus.values()).filter(CheckStatus::failed))
                .containsExactly(CheckStatus.WARN, CheckStatus.ERROR, CheckStatus.DOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "SLICE, 0, 0",
        "SLICE, 9999, 0",
        "SLICE, 10000, 10000",
        "SLICE, -1, -10000",
        "SLICE, -10000, -10000",
        "MINUTE, 119999, 60000",
        "HOUR, 3599999, 0",
        "HOUR, -1, -3600000"
    })
    void shouldFindTheStartOfAWindowBeforeAndAfterTheEpoch(Resolution resolution, long time, long start) {
        assertThat(resolution.floor(time)).isEqualTo(start);
    }

    @Test
    void shouldHashASeriesTheSameInEveryProcess() {
        assertThat(SeriesKey.probe("checkout", "eu-1").hashCode()).isEqualTo(-406702094);
        assertThat(new SeriesKey(EntityKind.HOST, "web-1", Source.HOST, Metric.CPU, "").hashCode())
                .isEqualTo(1222258683);
    }

    @Test
    void shouldWriteASeriesAndAnEntityAsPaths() {
        assertThat(SeriesKey.probe("checkout", "eu-1")).hasToString("service/checkout/probe/latency/eu-1");
        assertThat(new SeriesKey(EntityKind.HOST, "web-1", Source.HOST, Metric.CPU, ""))
                .hasToString("host/web-1/host/cpu");
        assertThat(SeriesKey.probe("checkout", "eu-1").entityId()).isEqualTo(Entity.service("checkout"));
        assertThat(Entity.host("web-1")).hasToString("host/web-1");
    }
}
