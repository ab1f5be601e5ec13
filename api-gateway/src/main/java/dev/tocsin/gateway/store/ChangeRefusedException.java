package dev.tocsin.gateway.store;

/** A service stayed as it is, for a reason that whoever wanted to change it can do something about. */
public final class ChangeRefusedException extends RuntimeException {

    /** Why. */
    public enum Reason {
        /** It is declared in {@code tocsin.yml}, which would undo the change at the next start. */
        DECLARED_IN_FILE,
        /** Somebody else changed it meanwhile. */
        ANOTHER_VERSION
    }

    private final Reason reason;

    ChangeRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
