package dev.tocsin.alerting.ledger;

/** The memory did not answer, or not in time. Those who page go on without it. */
public final class MemoryUnavailableException extends RuntimeException {

    public MemoryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
