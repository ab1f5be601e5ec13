package dev.tocsin.gateway.query;

import java.util.Locale;

/** What an answer keeps apart; what it does not keep apart is merged. Metric and source are never merged. */
public enum Dimension {
    SERVICE,
    LOCATION,
    GROUP;

    /** As queries and answers write it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
