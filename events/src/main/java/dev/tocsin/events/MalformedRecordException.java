package dev.tocsin.events;

/**
 * A record that cannot be read. Carries a short, stable {@link #code()} for counters and a sentence for people.
 *
 * <p>Has no stack trace: in the stream job it is data on the way to the quarantine, not an accident.
 */
public final class MalformedRecordException extends IllegalArgumentException {

    private final String code;

    public MalformedRecordException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** A stable word such as {@code malformed-json} or {@code missing-field}. */
    public String code() {
        return code;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
