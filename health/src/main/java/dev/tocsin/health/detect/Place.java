package dev.tocsin.health.detect;

/** Where a value is among those that a series has shown. */
enum Place {
    HIGHEST,
    LOWEST,
    /** Between others, whether near to one or not. */
    BETWEEN,
    /** Nothing is known yet. */
    UNKNOWN;

    boolean isOutside() {
        return this == HIGHEST || this == LOWEST;
    }

    static Place of(double value, SeenValues seen) {
        if (!seen.isSettled()) {
            return UNKNOWN;
        }
        if (value > seen.highest()) {
            return HIGHEST;
        }
        return value < seen.lowest() ? LOWEST : BETWEEN;
    }
}
