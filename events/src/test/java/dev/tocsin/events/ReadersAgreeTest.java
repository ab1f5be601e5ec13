package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two independent readers of the same records, fed with what goes wrong on a wire: they must agree on what they accept and
 * on what they read, and refuse in one way only. They differ on purpose in one thing: RFC 3339 timestamps.
 */
class ReadersAgreeTest {

    private static final int MUTANTS = 5_000;

    /** What stands in the place of a value: wrong types, numbers at and beyond every edge, and what JSON does not allow. */
    private static final String[] VALUES = {
        "null",
        "true",
        "0",
        "-0",
        "-1",
        "1",
        "1.0",
        "1.5",
        "-0.0",
        "1e3",
        "1e-400",
        "1e400",
        "-1e400",
        "1e999999999",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "2147483648",
        "4294967496",
        "86400000",
        "86400001",
        "1099511627.776",
        "1099511627.777",
        "1099511627776",
        "1099511627777",
        "0".repeat(70),
        "1".repeat(64),
        "1".repeat(65),
        "\"\"",
        "\" \"",
        "\"7\"",
        "\"1.5\"",
        "\"NaN\"",
        "\"Infinity\"",
        "\"-INF\"",
        "\"ok\"",
        "\"OK\"",
        "\"down\"",
        "\"unknown\"",
        "\"cpu\"",
        "\"true\"",
        "\"null\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\uD83D\\uDD14\"",
        "\"" + "x".repeat(200) + "\"",
        "\"" + "x".repeat(201) + "\"",
        "{}",
        "[]",
        "[1]",
        "[\"ok\"]",
        "{\"a\":1}",
        "{\"resolve\":\"1\"}",
        "{\"resolve\":1e400}",
        "{\"resolve\":null}",
        "{\"other\":\"x\"}",
        "{\"other\":{\"a\":[]}}",
        "{\"a\":1,\"a\":2}",
        "{\"tls\":1,\"tls\":2}",
        "NaN",
        "Infinity",
        "+1",
        "01",
        "'x'",
        "nul",
        "\"unterminated"
    };

    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "[[[[[[[[[[[[[[[[[",
        "\"a\":1,",
        "\\",
        "\u0000",
        " ",
        "\n",
        "//",
        "/* */",
        "1",
        "\"service\":\"twice\",",
        "\ufeff",
        "NaN"
    };

    @ParameterizedTest
    @EnumSource(names = {"PROBE_RESULT", "PROBE_RESULT_DOWN", "TELEMETRY_SAMPLE"})
    void shouldAgreeOnEveryMutant(Golden golden) {
        Function<byte[], Object> reader =
                golden.type() == ProbeResult.class ? ObservationReader::probeResult : ObservationReader::telemetry;
        SplittableRandom random = new SplittableRandom(golden.ordinal() + 1);
        List<String> disagreements = new ArrayList<>();
        Map<Boolean, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(golden.document(), random);
            Object read = outcome(reader, mutant);
            Object bound = outcome(document -> Json.decode(document, golden.type()), mutant);
            outcomes.merge(read instanceof Record, 1, Integer::sum);
            if (!read.equals(bound)) {
                disagreements.add("reader: " + read + "\nbinding: " + bound + "\n" + text(mutant));
            }
        }
        assertThat(disagreements.stream().limit(10)).isEmpty();
        assertThat(outcomes.get(true)).as("mutants that live").isGreaterThan(MUTANTS / 20);
        assertThat(outcomes.get(false)).as("mutants that die").isGreaterThan(MUTANTS / 4);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROBE_RESULT", "PROBE_RESULT_DOWN"})
    void shouldReadWhateverTheScannerReadsWithTheSameValues(Golden golden) {
        ProbeScanner<SeriesKey> scanner = new ProbeScanner<>(SeriesKey::probe);
        SplittableRandom random = new SplittableRandom(200 + golden.ordinal());
        int scanned = 0;
        for (int i = 0; i < 10 * MUTANTS; i++) {
            byte[] mutant = mutate(golden.document(), random);
            if (scanner.scan(mutant)) {
                scanned++;
                assertThat(outcome(ObservationReader::probeResult, mutant))
                        .as(text(mutant))
                        .isInstanceOfSatisfying(ProbeResult.class, read -> assertThat(values(scanner))
                                .isEqualTo(values(read)));
            }
        }
        assertThat(scanned).as("mutants that the scanner reads").isGreaterThan(MUTANTS / 2);
    }

    private static List<Object> values(ProbeScanner<SeriesKey> scanner) {
        return Arrays.asList(
                scanner.series().entity(),
                scanner.series().location(),
                scanner.timestamp(),
                scanner.status(),
                scanner.latencyMs(),
                scanner.statusCode(),
                scanner.apdexMs(),
                scanner.intervalMs(),
                scanner.definitionId(),
                scanner.definitionVersion(),
                scanner.error());
    }

    private static List<Object> values(ProbeResult read) {
        return Arrays.asList(
                read.service(),
                read.location(),
                read.timestamp(),
                read.status(),
                read.latencyMs() == null ? Double.NaN : read.latencyMs(),
                read.statusCode(),
                read.apdexMs(),
                read.intervalMs(),
                read.definitionId(),
                read.definitionVersion(),
                read.error());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseInOneWayOnly(Golden golden) {
        SplittableRandom random = new SplittableRandom(100 + golden.ordinal());
        for (int i = 0; i < MUTANTS / 10; i++) {
            byte[] mutant = mutate(golden.document(), random);
            outcome(document -> Json.decode(document, golden.type()), mutant);
        }
    }

    @Test
    void shouldRefuseEveryPrefixOfAnExample() {
        byte[] document = Golden.PROBE_RESULT.document();
        int lastBrace = text(document).lastIndexOf('}');
        for (int length = 0; length <= lastBrace; length++) {
            byte[] prefix = Arrays.copyOf(document, length);
            assertThat(outcome(ObservationReader::probeResult, prefix)).isEqualTo("refused");
            assertThat(outcome(bytes -> Json.decode(bytes, ProbeResult.class), prefix))
                    .isEqualTo("refused");
        }
    }

    @Test
    void shouldReadUtf8Only() {
        String example = text(Golden.PROBE_RESULT.document());
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
            assertThat(outcome(ObservationReader::probeResult, example.getBytes(charset)))
                    .isEqualTo("refused");
            assertThat(outcome(bytes -> Json.decode(bytes, ProbeResult.class), example.getBytes(charset)))
                    .isEqualTo("refused");
        }
    }

    /** The record, or that it was refused; anything else that is thrown fails the test. */
    private static Object outcome(Function<byte[], Object> reader, byte[] document) {
        try {
            return reader.apply(document);
        } catch (MalformedRecordException e) {
            if (e.getMessage().isBlank() || e.code().isBlank()) {
                throw new AssertionError("refused without a reason: " + text(document), e);
            }
            return "refused";
        } catch (RuntimeException e) {
            throw new AssertionError("for " + text(document), e);
        }
    }

    private static byte[] mutate(byte[] document, SplittableRandom random) {
        byte[] mutant = document;
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            mutant = switch (random.nextInt(10)) {
                case 0 -> flipped(mutant, random);
                case 1 -> replaced(mutant, random.nextInt(mutant.length), mutant.length, "");
                case 2 -> {
                    int at = random.nextInt(mutant.length + 1);
                    yield replaced(mutant, at, at, TOKENS[random.nextInt(TOKENS.length)]);
                }
                case 3 -> replaced(mutant, mutant.length, mutant.length, TOKENS[random.nextInt(TOKENS.length)]);
                case 4 -> withoutLine(mutant, random);
                default -> withOtherValue(mutant, random);
            };
            if (mutant.length == 0) {
                return mutant;
            }
        }
        return mutant;
    }

    private static byte[] flipped(byte[] document, SplittableRandom random) {
        byte[] flipped = document.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    /** Replaces what follows some colon, up to the end of its line. */
    private static byte[] withOtherValue(byte[] document, SplittableRandom random) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf("\": ", random.nextInt(text.length()));
        int end = colon < 0 ? -1 : text.indexOf('\n', colon);
        if (end < 0) {
            return document;
        }
        int valueEnd = text.charAt(end - 1) == ',' ? end - 1 : end;
        char first = text.charAt(colon + 3);
        if (first == '{' || first == '[') {
            valueEnd = text.indexOf(first == '{' ? '}' : ']', colon) + 1;
            if (valueEnd == 0) {
                return document;
            }
        }
        return replaced(document, colon + 3, valueEnd, VALUES[random.nextInt(VALUES.length)]);
    }

    private static byte[] withoutLine(byte[] document, SplittableRandom random) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        int start = text.indexOf('\n', random.nextInt(text.length()));
        int end = start < 0 ? -1 : text.indexOf('\n', start + 1);
        return end < 0 ? document : replaced(document, start, end, "");
    }

    private static byte[] replaced(byte[] document, int from, int to, String text) {
        byte[] middle = text.getBytes(StandardCharsets.UTF_8);
        byte[] changed = new byte[document.length - (to - from) + middle.length];
        System.arraycopy(document, 0, changed, 0, from);
        System.arraycopy(middle, 0, changed, from, middle.length);
        System.arraycopy(document, to, changed, from + middle.length, document.length - to);
        return changed;
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.ISO_8859_1);
    }
}
