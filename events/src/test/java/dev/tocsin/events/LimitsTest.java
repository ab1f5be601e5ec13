package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit on both of its sides, and that both readers keep it. */
class LimitsTest {

    private static final String RESULT =
            "\"service\":\"checkout\",\"location\":\"eu-1\",\"timestamp\":1,\"status\":\"ok\",\"latencyMs\":5,"
                    + "\"apdexMs\":1000,\"intervalMs\":1000";

    @Test
    void shouldReadADocumentOfExactly64KiBAndRefuseOneByteMore() {
        byte[] fits = padded(Limits.MAX_DOCUMENT);
        byte[] tooLong = padded(Limits.MAX_DOCUMENT + 1);

        assertThat(Limits.MAX_DOCUMENT).isEqualTo(65_536);
        assertThat(Json.decode(fits, ProbeResult.class)).isEqualTo(ObservationReader.probeResult(fits));
        assertRefused(tooLong, "oversized");
    }

    @Test
    void shouldReadADocumentOfDepth16AndRefuseDepth17() {
        byte[] fits = nested(15);
        byte[] tooDeep = nested(16);

        assertThat(Json.decode(fits, ProbeResult.class)).isEqualTo(ObservationReader.probeResult(fits));
        assertRefused(tooDeep, "malformed-json");
    }

    @Test
    void shouldReadNamesOf200CharactersAndRefuse201() {
        byte[] fits = result("x".repeat(200));
        byte[] tooLong = result("x".repeat(201));

        assertThat(ObservationReader.probeResult(fits).service()).hasSize(200);
        assertThat(Json.decode(fits, ProbeResult.class).service()).hasSize(200);
        assertRefused(tooLong, "bad-name");
    }

    @Test
    void shouldReadFieldNamesOf200CharactersAndRefuse201() {
        byte[] fits = document("{\"" + "x".repeat(200) + "\":1," + RESULT + "}");
        byte[] tooLong = document("{\"" + "x".repeat(201) + "\":1," + RESULT + "}");

        assertThat(Json.decode(fits, ProbeResult.class)).isEqualTo(ObservationReader.probeResult(fits));
        assertRefused(tooLong, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003", "a\u0000b", "a\nb", "\u007f", "\u0085", "\ud800", "a\udc00b"})
    void shouldRefuseNamesThatNoTableOrPageCanHold(String name) {
        assertThatThrownBy(() -> Limits.name("service", name))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.code())
                        .isEqualTo("bad-name"))
                .hasMessageStartingWith("service must");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkout", "Käse & Co.", "日本", "🔔", "a b", "service/7", "\"quoted\""})
    void shouldKeepOtherNamesAsTheyAre(String name) {
        assertThat(Limits.name("service", name)).isEqualTo(name);
    }

    @Test
    void shouldSayWhichNameIsMissing() {
        assertThatThrownBy(() -> Limits.name("location", null))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.code())
                        .isEqualTo("missing-field"))
                .hasMessage("location is required");
    }

    private static void assertRefused(byte[] document, String code) {
        assertThatThrownBy(() -> ObservationReader.probeResult(document))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.code())
                        .isEqualTo(code));
        assertThatThrownBy(() -> Json.decode(document, ProbeResult.class))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.code())
                        .isEqualTo(code));
    }

    private static byte[] padded(int length) {
        String start = "{" + RESULT + ",\"padding\":\"";
        String end = "\"}";
        return document(start + "x".repeat(length - start.length() - end.length()) + end);
    }

    /** The object itself is the first level. */
    private static byte[] nested(int arrays) {
        String open = String.join("", Collections.nCopies(arrays, "["));
        String close = String.join("", Collections.nCopies(arrays, "]"));
        return document("{\"deep\":" + open + close + "," + RESULT + "}");
    }

    private static byte[] result(String service) {
        return document("{" + RESULT.replace("checkout", service) + "}");
    }

    private static byte[] document(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
