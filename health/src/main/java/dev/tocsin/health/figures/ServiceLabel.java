package dev.tocsin.health.figures;

import dev.tocsin.events.CheckStatus;

/** The one word that a service's card carries, with its colour. The first that applies wins. */
public enum ServiceLabel {
    DOWN("DOWN", "red"),
    HIGH_ERROR("High Error", "red"),
    DEGRADED("Degraded", "orange"),
    LOW_UPTIME("Low Uptime", "orange"),
    SLOW("Slow", "yellow"),
    HEALTHY("Healthy", "green"),
    /** It should report and does not. */
    SILENT("Silent", "grey"),
    NO_DATA("No Data", "grey");

    private final String text;
    private final String colour;

    ServiceLabel(String text, String colour) {
        this.text = text;
        this.colour = colour;
    }

    public String text() {
        return text;
    }

    public String colour() {
        return colour;
    }

    /**
     * The label of a service.
     *
     * @param current the status that its locations agree on, null if there is none
     * @param recent the figures that latency, Apdex and error rate are taken from
     * @param uptime share of good checks over the last 24 h, 0..1, NaN if unknown
     */
    public static ServiceLabel of(CheckStatus current, Figures recent, double uptime) {
        if (current == CheckStatus.DOWN) {
            return DOWN;
        }
        if (recent.errorRate() > 0.05) {
            return HIGH_ERROR;
        }
        if (recent.apdex() < 0.8) {
            return DEGRADED;
        }
        if (uptime < 0.95) {
            return LOW_UPTIME;
        }
        if (recent.p99() > 2_000) {
            return SLOW;
        }
        boolean knownNow = current != null && current != CheckStatus.UNKNOWN;
        boolean knownRecently = !Double.isNaN(recent.errorRate());
        return knownNow || knownRecently ? HEALTHY : NO_DATA;
    }
}
