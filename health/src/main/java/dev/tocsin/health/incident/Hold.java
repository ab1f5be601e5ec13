package dev.tocsin.health.incident;

/**
 * How much it takes to change one's mind.
 *
 * @param toOpen bad judgements in a row that open an incident
 * @param toResolve good judgements in a row that resolve it
 */
public record Hold(int toOpen, int toResolve) {

    public static final Hold NONE = new Hold(1, 1);

    public Hold {
        if (toOpen < 1 || toResolve < 1) {
            throw new IllegalArgumentException("a hold needs at least one judgement");
        }
    }
}
