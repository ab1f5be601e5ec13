package dev.tocsin.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * The fast lane beside {@link ObservationReader}: reads the probe results that our own producers write, in one pass over the
 * bytes and without making an object.
 *
 * <p>It knows the common form only: the fields of {@link ProbeResult}, each at most once, texts in ASCII without escapes,
 * plain decimal numbers. Whatever else it meets, a fault included, it leaves alone: {@link #scan} answers false, and
 * {@link ObservationReader} decides and words the refusal. So what it accepts, the reader accepts with the same values; a
 * test holds the two against each other.
 *
 * <p>Holds the values of the last scan. Not thread-safe. Longer than most files: one grammar, read from top to bottom.
 *
 * @param <S> what its owner keeps for each series
 */
public final class ProbeScanner<S> {

    /** A number with so many digits is exact as a double, and then its quotient by a power of ten is rounded correctly. */
    private static final int MAX_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private static final double MAX_MS = Unit.MILLISECONDS.fromScaled(Unit.MAX_SCALED);
    private static final CheckStatus[] STATUSES = CheckStatus.values();

    private static final String[] RESULT_FIELDS = {
        "id",
        "service",
        "location",
        "kind",
        "timestamp",
        "status",
        "latencyMs",
        "statusCode",
        "apdexMs",
        "intervalMs",
        "phases",
        "error",
        "certExpiresAt",
        "definitionId",
        "definitionVersion"
    };
    private static final String[] PHASE_FIELDS = {"resolve", "connect", "tls", "processing", "transfer"};
    private static final Word[] STATUS_TEXTS =
            Word.all(Arrays.stream(STATUSES).map(CheckStatus::wire).toArray(String[]::new));
    private static final Word NULL = new Word("null");

    private static final int NOT_KNOWN = -1;
    /** In the place of a position: what stands there is not of the common form. */
    private static final int UNCOMMON = -1;

    private final SeriesCache<S> cache;
    private final Fields resultFields = new Fields(RESULT_FIELDS);
    private final Fields phaseFields = new Fields(PHASE_FIELDS);

    private byte[] document = {};

    private S series;
    private int serviceFrom;
    private int serviceTo;
    private int locationFrom;
    private int locationTo;
    private CheckStatus status;
    private long timestamp;
    private double latencyMs;
    private long statusCode;
    private long apdexMs;
    private long intervalMs;
    private long definitionId;
    private long definitionVersion;
    private int errorFrom;
    private int errorTo;

    /** The place of the field whose name was read last. */
    private int fieldRead;
    /** The text that was read last. */
    private int textFrom;

    private int textTo;
    /** The number that was read last: digits without their point, and how many stand behind it. */
    private long digits;

    private int decimals;

    /** The fields of an object, and the order in which the last document had them, since a producer writes them in one order. */
    private static final class Fields {
        private final Word[] names;
        /** The names with their quotes and colons, as they stand in a document without spaces. */
        private final Word[] compact;
        /** The place of the field that came after each, and at the end the one that came first. */
        private final int[] after;

        private Fields(String... names) {
            this.names = Word.all(names);
            this.compact = Word.all(
                    Arrays.stream(names).map(name -> '"' + name + "\":").toArray(String[]::new));
            this.after = new int[names.length + 1];
        }
    }

    /**
     * A scanner of results.
     *
     * @param series what belongs to a service and a location; asked for when they are met first, and again at times
     */
    public ProbeScanner(BiFunction<String, String, S> series) {
        this.cache = new SeriesCache<>(series);
    }

    /**
     * Reads one document.
     *
     * @return whether it is a sound probe result in the common form; if not, the other methods answer nothing of use
     */
    public boolean scan(byte[] bytes) {
        document = bytes;
        series = null;
        serviceFrom = NOT_KNOWN;
        locationFrom = NOT_KNOWN;
        status = null;
        timestamp = NOT_KNOWN;
        latencyMs = Double.NaN;
        statusCode = NOT_KNOWN;
        apdexMs = ProbeResult.DEFAULT_APDEX_MS;
        intervalMs = 0;
        definitionId = 0;
        definitionVersion = 0;
        errorFrom = NOT_KNOWN;
        if (bytes.length > Limits.MAX_DOCUMENT) {
            return false;
        }
        int end = object(space(0), resultFields);
        return end != UNCOMMON && space(end) == bytes.length && isSound();
    }

    /** What belongs to its service and location. */
    public S series() {
        return series;
    }

    /** When the check started, epoch ms. */
    public long timestamp() {
        return timestamp;
    }

    public CheckStatus status() {
        return status;
    }

    /** NaN if there was no response. */
    public double latencyMs() {
        return latencyMs;
    }

    public long apdexMs() {
        return apdexMs;
    }

    public long intervalMs() {
        return intervalMs;
    }

    /** 0 if the producer names none, as {@link #definitionVersion()}. */
    public long definitionId() {
        return definitionId;
    }

    public long definitionVersion() {
        return definitionVersion;
    }

    /** The protocol's status code, null if there is none. */
    public Integer statusCode() {
        return statusCode == NOT_KNOWN ? null : (Integer) (int) statusCode;
    }

    /** Why there was no good answer, null if nothing is said of it. */
    public String error() {
        return errorFrom == NOT_KNOWN
                ? null
                : new String(document, errorFrom, errorTo - errorFrom, StandardCharsets.US_ASCII);
    }

    private boolean isSound() {
        boolean answered = status != CheckStatus.DOWN && status != CheckStatus.UNKNOWN;
        boolean isSound = serviceFrom != NOT_KNOWN
                && locationFrom != NOT_KNOWN
                && status != null
                && timestamp != NOT_KNOWN
                && answered != Double.isNaN(latencyMs)
                && apdexMs >= 1
                && apdexMs <= Limits.MAX_DURATION_MS
                && intervalMs <= Limits.MAX_DURATION_MS;
        if (isSound) {
            series = cache.get(document, serviceFrom, serviceTo, locationFrom, locationTo);
        }
        return series != null;
    }

    // Each of the following takes the position at which to read and answers the one behind, or UNCOMMON. Positions are
    // passed along and not kept in a field, because the processor would wait for memory at each step.

    /** Reads an object, the result itself or its phases, whose fields each are met at most once. */
    private int object(int from, Fields fields) {
        int met = 0;
        int field = NOT_KNOWN;
        int at = symbol(from, '{');
        while (at != UNCOMMON) {
            at = name(at, fields, field);
            field = fieldRead;
            if (at == UNCOMMON || (met & 1 << field) != 0) {
                return UNCOMMON;
            }
            met |= 1 << field;
            if (is(at, 'n') && NULL.isAt(document, at)) {
                at += NULL.length();
            } else {
                at = fields == phaseFields ? duration(at) : value(at, field);
            }
            if (at == UNCOMMON) {
                return UNCOMMON;
            }
            at = space(at);
            if (is(at, '}')) {
                return at + 1;
            }
            at = symbol(at, ',');
        }
        return UNCOMMON;
    }

    private int value(int from, int field) {
        int at =
                switch (field) {
                    case 0, 1, 2, 3, 5, 11 -> text(from);
                    case 6 -> duration(from);
                    case 10 -> object(from, phaseFields);
                    default -> whole(from);
                };
        return at != UNCOMMON && keep(field) ? at : UNCOMMON;
    }

    /** Keeps what was read last; answers whether it is what the field may hold, as far as one field alone can tell. */
    private boolean keep(int field) {
        switch (field) {
            case 1 -> {
                serviceFrom = textFrom;
                serviceTo = textTo;
            }
            case 2 -> {
                locationFrom = textFrom;
                locationTo = textTo;
            }
            case 4 -> timestamp = digits;
            case 5 -> status = statusOfText();
            case 6 -> latencyMs = quotient();
            case 7 -> statusCode = digits;
            case 8 -> apdexMs = digits;
            case 9 -> intervalMs = digits;
            case 11 -> {
                errorFrom = textFrom;
                errorTo = textTo;
            }
            case 13 -> definitionId = digits;
            case 14 -> definitionVersion = digits;
            default -> {
                // The identity, the kind, the phases and the certificate are of no use here.
            }
        }
        return switch (field) {
            case 7 -> digits <= Integer.MAX_VALUE;
            case 12 -> digits <= Limits.MAX_TIME;
            default -> true;
        };
    }

    private CheckStatus statusOfText() {
        for (int i = 0; i < STATUS_TEXTS.length; i++) {
            if (STATUS_TEXTS[i].length() == textTo - textFrom && STATUS_TEXTS[i].isAt(document, textFrom)) {
                return STATUSES[i];
            }
        }
        return null;
    }

    private double quotient() {
        return digits / POWERS_OF_TEN[decimals];
    }

    /** Reads a field's name and its colon. What came after a field in the last document is tried first. */
    private int name(int from, Fields fields, int before) {
        int predecessor = before == NOT_KNOWN ? fields.names.length : before;
        int expected = fields.after[predecessor];
        if (fields.compact[expected].isAt(document, from)) {
            fieldRead = expected;
            return space(from + fields.compact[expected].length());
        }
        if (!is(from, '"')) {
            return UNCOMMON;
        }
        for (int i = 0; i < fields.names.length; i++) {
            if (isName(from + 1, fields.names[i])) {
                fields.after[predecessor] = i;
                fieldRead = i;
                return symbol(from + fields.names[i].length() + 2, ':');
            }
        }
        return UNCOMMON;
    }

    private boolean isName(int at, Word word) {
        return is(at + word.length(), '"') && word.isAt(document, at);
    }

    private int text(int from) {
        if (!is(from, '"')) {
            return UNCOMMON;
        }
        int end = Word.endOfPlainText(document, from + 1);
        textFrom = from + 1;
        textTo = end;
        return is(end, '"') ? end + 1 : UNCOMMON;
    }

    private int whole(int from) {
        int end = number(from);
        return decimals == 0 ? end : UNCOMMON;
    }

    private int duration(int from) {
        int end = number(from);
        return end != UNCOMMON && quotient() <= MAX_MS ? end : UNCOMMON;
    }

    /** Reads a number without sign and exponent, of few enough digits to be exact. */
    private int number(int from) {
        byte[] bytes = document;
        int at = from;
        long value = 0;
        while (at < bytes.length && isDigit(bytes[at])) {
            value = value * 10 + (bytes[at++] - '0');
        }
        int whole = at - from;
        if (whole == 0 || whole > MAX_DIGITS || whole > 1 && bytes[from] == '0') {
            return UNCOMMON;
        }
        int fraction = 0;
        if (is(at, '.')) {
            int point = at++;
            while (at < bytes.length && isDigit(bytes[at])) {
                value = value * 10 + (bytes[at++] - '0');
            }
            fraction = at - point - 1;
            if (fraction == 0 || whole + fraction > MAX_DIGITS) {
                return UNCOMMON;
            }
        }
        digits = value;
        decimals = fraction;
        return is(at, 'e') || is(at, 'E') ? UNCOMMON : at;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** Reads one character with the space around it. */
    private int symbol(int from, char symbol) {
        int at = space(from);
        return is(at, symbol) ? space(at + 1) : UNCOMMON;
    }

    private boolean is(int at, char character) {
        return at < document.length && document[at] == character;
    }

    private int space(int from) {
        byte[] bytes = document;
        int at = from;
        while (at < bytes.length && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
