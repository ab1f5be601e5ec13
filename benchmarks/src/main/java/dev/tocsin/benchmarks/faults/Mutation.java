package dev.tocsin.benchmarks.faults;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Ways to make a malformed input, or one at the edge, of a good one. */
enum Mutation {
    NOTHING(400, (json, random) -> bytes(json)),
    FLIPPED_BITS(3_000, (json, random) -> {
        byte[] bytes = bytes(json);
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }),
    CUT_SHORT(1_000, (json, random) -> bytes(json.substring(0, random.nextInt(json.length())))),
    BYTES_IN_BETWEEN(1_500, (json, random) -> {
        byte[] noise = new byte[1 + random.nextInt(4)];
        random.nextBytes(noise);
        return insert(bytes(json), random.nextInt(json.length()), noise);
    }),
    BYTES_MISSING(700, (json, random) -> {
        int from = random.nextInt(json.length() - 4);
        return bytes(json.substring(0, from) + json.substring(from + 1 + random.nextInt(4)));
    }),
    NOT_UTF_8(500, (json, random) -> insert(bytes(json), within(json, "kind"), wrongUtf8(random))),
    DUPLICATE_KEY(
            400,
            (json, random) -> bytes(json.replaceFirst("\\{", "{\"" + field(random) + "\":" + value(random) + ","))),
    OTHER_VALUE(1_500, (json, random) -> {
        String field = field(random);
        return bytes(json.replaceFirst(
                "\"" + field + "\":(\"[^\"]*\"|[^,}]*)",
                java.util.regex.Matcher.quoteReplacement("\"" + field + "\":" + value(random))));
    }),
    UNKNOWN_FIELD(
            500,
            (json, random) -> bytes(json.replaceFirst(
                    "\\{",
                    java.util.regex.Matcher.quoteReplacement(
                            "{\"" + "f".repeat(1 + random.nextInt(250)) + "\":" + value(random) + ",")))),
    NESTED(300, (json, random) -> nested(json, 12 + random.nextInt(8))),
    LONG_NUMBER(200, (json, random) -> number(json, 60 + random.nextInt(10))),
    NOTHING_MUCH(
            100,
            (json, random) -> bytes(oneOf(
                    random,
                    "",
                    " ",
                    "null",
                    "{}",
                    "[]",
                    "\"\"",
                    "1",
                    "NaN",
                    "{",
                    "\u0000",
                    "\uFEFF{}",
                    "{\"a\":1}{}"))),
    OTHER_ENCODING(
            100,
            (json, random) ->
                    json.getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE)),
    AROUND_THE_LARGEST(
            50,
            (json, random) -> bytes(json + " ".repeat(Math.max(0, 65_536 - json.length() - 2 + random.nextInt(5))))),
    DEPTH_OF_THOUSANDS(20, (json, random) -> nested(json, 10_000 + random.nextInt(10_000))),
    DEPTH_OF_100_000(2, (json, random) -> nested(json, 100_000)),
    NUMBER_OF_A_MILLION_DIGITS(1, (json, random) -> number(json, 1_000_000));

    /** Ten megabytes in one string: so rare that it is not drawn with the others. */
    static byte[] huge(String json) {
        return bytes(json.replace("\"kind\":\"", "\"kind\":\"" + "x".repeat(10_000_000)));
    }

    private static final String[] FIELDS = {
        "id",
        "service",
        "location",
        "kind",
        "timestamp",
        "status",
        "latencyMs",
        "apdexMs",
        "intervalMs",
        "error",
        "phases",
        "statusCode",
        "certExpiresAt"
    };
    private static final String[] VALUES = {
        "NaN",
        "-NaN",
        "Infinity",
        "-0",
        "-0.0",
        "0",
        "1e400",
        "1e-400",
        "-1",
        "1.5",
        "1E3",
        "01",
        "+1",
        ".5",
        "1.",
        "0x1F",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "1099511627.776",
        "1099511627.7765",
        "86400000",
        "86400001",
        "2147483647",
        "2147483648",
        "true",
        "null",
        "\"\"",
        "\" \"",
        "\"ok\"",
        "\"OK\"",
        "\"12\"",
        "[]",
        "{}",
        "{\"tls\":1}",
        "{\"tls\":-1}",
        "{\"tls\":\"1\"}",
        "{\"other\":[1,2]}",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"\\n\"",
        "\"\\x\"",
        "\"a\tb\"",
        "\"2026-01-01T00:00:00Z\"",
        "\"2025-10-09T08:53:21.5Z\"",
        "\"2025-10-09T08:53:21+02:00\"",
        "\"2025-10-09 08:53:21\"",
        "1760000",
        "1760000000000000",
        "1760000000000000000",
        "12345678.1234567891234",
        "\"\uD83D\uDD14\"",
        "\"\u00e9\"",
        "\"/\"",
        "'a'",
        "undefined",
        "// x\n1",
        "/* x */ 1",
        "1 2",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}"
    };

    private final int weight;
    private final Change change;

    Mutation(int weight, Change change) {
        this.weight = weight;
        this.change = change;
    }

    private interface Change {
        byte[] of(String json, Random random);
    }

    /** Any of them, the common ones more often. */
    static byte[] any(String json, Random random) {
        int luck = random.nextInt(ALL_WEIGHTS);
        for (Mutation mutation : values()) {
            luck -= mutation.weight;
            if (luck < 0) {
                return mutation.change.of(json, random);
            }
        }
        throw new IllegalStateException("the weights are more than their sum");
    }

    private static final int ALL_WEIGHTS = java.util.Arrays.stream(values())
            .mapToInt(mutation -> mutation.weight)
            .sum();

    private static byte[] nested(String json, int depth) {
        return bytes(json.replaceFirst("\\{", "{\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + ","));
    }

    private static byte[] number(String json, int digits) {
        return bytes(json.replaceFirst("\\{", "{\"x\":" + "7".repeat(digits) + ","));
    }

    private static byte[] wrongUtf8(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new byte[] {(byte) 0xC0, (byte) 0x80};
            case 1 -> new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
            case 2 -> new byte[] {(byte) 0xFF};
            case 3 -> new byte[] {(byte) 0xE2, (byte) 0x82};
            case 4 -> new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80};
            default -> new byte[] {(byte) 0x80};
        };
    }

    /** Where the text of a field begins, or anywhere if the field is not there. */
    private static int within(String json, String field) {
        return Math.max(1, json.indexOf("\"" + field + "\":\"") + field.length() + 4);
    }

    private static String field(Random random) {
        return oneOf(random, FIELDS);
    }

    private static String value(Random random) {
        return oneOf(random, VALUES);
    }

    private static String oneOf(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static byte[] insert(byte[] into, int at, byte[] what) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(into, 0, at);
        out.writeBytes(what);
        out.write(into, at, into.length - at);
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
