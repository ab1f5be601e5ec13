package dev.tocsin.events;

import java.util.UUID;

/** The limits that every reader of a wire record keeps. */
public final class Limits {

    /** Bytes of one document. */
    public static final int MAX_DOCUMENT = 64 * 1024;
    /** Nesting of one document. */
    public static final int MAX_DEPTH = 16;
    /** Characters of a service, host, location or tag name. */
    public static final int MAX_NAME = 200;
    /** A day, the longest interval, timeout or Apdex threshold there is. */
    public static final long MAX_DURATION_MS = 86_400_000;

    /**
     * Returns the name if it is there, not blank, not too long, and made of characters that every table, page and log can
     * hold: Postgres refuses the NUL, and half a surrogate pair becomes another name on its way.
     */
    public static String name(String field, String value) {
        if (value == null) {
            throw new MalformedRecordException("missing-field", field + " is required");
        }
        if (value.isBlank()) {
            throw new MalformedRecordException("bad-name", field + " must not be blank");
        }
        if (value.length() > MAX_NAME) {
            throw new MalformedRecordException("bad-name", field + " must have at most " + MAX_NAME + " characters");
        }
        if (!isPrintable(value)) {
            throw new MalformedRecordException(
                    "bad-name", field + " must not hold control characters or half a surrogate pair");
        }
        return value;
    }

    /** Whether {@link #name} would accept it. */
    static boolean isName(String value) {
        return !value.isBlank() && value.length() <= MAX_NAME && isPrintable(value);
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (Character.isISOControl(character)) {
                return false;
            }
            if (Character.isSurrogate(character)) {
                boolean pair = i + 1 < value.length() && Character.isSurrogatePair(character, value.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The last instant of the year 9999, the latest time that every reader of ours can hold. */
    public static final long MAX_TIME = 253_402_300_799_999L;

    /** Returns the time if it lies between the years 1970 and 9999. */
    public static long time(String field, long epochMs) {
        if (epochMs < 0 || epochMs > MAX_TIME) {
            throw new MalformedRecordException("bad-timestamp", field + " must lie between the years 1970 and 9999");
        }
        return epochMs;
    }

    /** Returns the text if it is a UUID. */
    public static String uuid(String field, String value) {
        try {
            UUID.fromString(value);
            return value;
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException("bad-value", field + " must be a UUID");
        }
    }

    private Limits() {}
}
