package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeScannerTest {

    private static final String COMMON =
            "{'service':'checkout','location':'eu-1','timestamp':1760000000123,'status':'ok','latencyMs':5.25}";

    private final ProbeScanner<SeriesKey> scanner = new ProbeScanner<>(SeriesKey::probe);

    @ParameterizedTest
    @EnumSource(names = {"PROBE_RESULT", "PROBE_RESULT_DOWN"})
    void shouldScanWhatOurProducersWrite(Golden golden) {
        assertThat(scanner.scan(golden.document())).isTrue();
        assertThat(scanner.scan(Json.encode(golden.decoded()))).isTrue();
    }

    @Test
    void shouldForgetTheDocumentBefore() {
        scanner.scan(json(COMMON.replace("'ok'", "'error','error':'x','apdexMs':5,'intervalMs':7,'statusCode':500")));

        assertThat(scanner.scan(json(COMMON))).isTrue();
        assertThat(scanner.error()).isNull();
        assertThat(scanner.statusCode()).isNull();
        assertThat(scanner.apdexMs()).isEqualTo(ProbeResult.DEFAULT_APDEX_MS);
        assertThat(scanner.intervalMs()).isZero();
    }

    @Test
    void shouldAskOnceForASeriesThatComesAgain() {
        scanner.scan(json(COMMON));
        SeriesKey before = scanner.series();
        scanner.scan(json(COMMON.replace("checkout", "billing")));
        scanner.scan(json(COMMON));

        assertThat(scanner.series()).isSameAs(before);
    }

    @Test
    void shouldTellSeriesApartHoweverManyThereAre() {
        int many = 1_500_000;
        for (int i = 0; i < 2 * many; i++) {
            String service = "s" + i % many;
            scanner.scan(json("{'service':'" + service + "','location':'eu','timestamp':1,'status':'down'}"));
            assertThat(scanner.series().entity()).isEqualTo(service);
        }
    }

    @Test
    void shouldTellWhereTheServiceEndsAndTheLocationBegins() {
        scanner.scan(json(COMMON.replace("checkout", "a").replace("eu-1", "bc")));
        scanner.scan(json(COMMON.replace("checkout", "ab").replace("eu-1", "c")));

        assertThat(scanner.series()).isEqualTo(SeriesKey.probe("ab", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.3", "1099511627.776", "123456789.012345", "7", "0", "0.000001", "12.30"})
    void shouldReadNumbersToTheBit(String number) {
        assertThat(scanner.scan(json(COMMON.replace("5.25", number)))).isTrue();
        assertThat(scanner.latencyMs()).isEqualTo(Double.parseDouble(number));
    }

    /** All of these are sound or unsound in ways that the reader is to judge. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1e3", "-1", "01", "5.", ".5", "1234567890123456", "1099511627.777", "'5'", "+5", "5x", "NaN"})
    void shouldLeaveUncommonNumbersToTheReader(String number) {
        assertThat(scanner.scan(json(COMMON.replace("5.25", number)))).isFalse();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
