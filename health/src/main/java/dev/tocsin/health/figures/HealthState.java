package dev.tocsin.health.figures;

/** How a service is, or why that cannot be said. The first three are ordered from good to bad. */
public enum HealthState {
    GREEN,
    YELLOW,
    RED,
    /** It should report and does not: nobody knows how it is, so it is neither green nor red. */
    SILENT,
    /** Nothing is known yet, and nothing was due for long enough to call it silent. */
    NO_DATA;

    static HealthState of(Tier tier) {
        return switch (tier) {
            case GREEN -> GREEN;
            case YELLOW -> YELLOW;
            case RED -> RED;
        };
    }
}
