package dev.tocsin.allinone.demo;

/**
 * What trouble does to a service's answers.
 *
 * @param extraMs how much longer each takes
 * @param failing the share of answers that are errors, 0 to 1
 * @param reachable whether anybody listens
 */
record Effect(double extraMs, double failing, boolean reachable) {

    static final Effect NONE = new Effect(0, 0, true);

    Effect {
        if (!(extraMs >= 0 && failing >= 0 && failing <= 1)) {
            throw new IllegalArgumentException("no such effect: " + extraMs + " ms, share " + failing);
        }
    }

    /** Both at once, as independent causes. */
    Effect and(Effect other) {
        return new Effect(
                extraMs + other.extraMs, 1 - (1 - failing) * (1 - other.failing), reachable && other.reachable);
    }

    /** What a caller feels: from one that is not there it gets errors, but is itself there to tell. */
    Effect onCaller() {
        return new Effect(extraMs, failing, true);
    }
}
