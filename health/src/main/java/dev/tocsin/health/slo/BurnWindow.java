package dev.tocsin.health.slo;

/**
 * The windows that a burn rate is told over: the long and the short ones of "multiwindow, multi-burn-rate alerts", Google's
 * SRE Workbook, chapter 5 (https://sre.google/workbook/alerting-on-slos/). From short to long.
 */
public enum BurnWindow {
    FIVE_MINUTES("5m", 5 * 60_000L),
    HALF_HOUR("30m", 30 * 60_000L),
    HOUR("1h", 3_600_000L),
    TWO_HOURS("2h", 2 * 3_600_000L),
    SIX_HOURS("6h", 6 * 3_600_000L),
    DAY("1d", 24 * 3_600_000L),
    THREE_DAYS("3d", 3 * 24 * 3_600_000L);

    private final String wire;
    private final long millis;

    BurnWindow(String wire, long millis) {
        this.wire = wire;
        this.millis = millis;
    }

    /** What it is called in answers. */
    public String wire() {
        return wire;
    }

    public long millis() {
        return millis;
    }
}
