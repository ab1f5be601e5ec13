package dev.tocsin.events;

/**
 * The unit of a metric, and the factor by which its values become integers.
 *
 * <p>Every accumulator adds {@code long}s, so that sums do not depend on the order of addition and a replay reproduces
 * them to the bit. A value is scaled once, on admission, and divided by the same factor when it is shown.
 */
public enum Unit {
    MILLISECONDS("ms", 1_000),
    PERCENT("%", 1_000),
    PER_SECOND("/s", 1_000),
    CELSIUS("°C", 1_000),
    WATTS("W", 1_000),
    FRACTION("", 1_000_000),
    BYTES("B", 1),
    COUNT("", 1);

    /** Scaled values above this are refused: beyond it lies no plausible measurement, and the sketch's table ends. */
    public static final long MAX_SCALED = 1L << 40;

    private final String symbol;
    private final long scale;

    Unit(String symbol, long scale) {
        this.symbol = symbol;
        this.scale = scale;
    }

    /** How the unit is written behind a number; empty for plain counts and fractions. */
    public String symbol() {
        return symbol;
    }

    public long scale() {
        return scale;
    }

    /**
     * Scales a measured value, rounding half up to the nearest step.
     *
     * @throws MalformedRecordException if the value is not finite, negative, or above {@link #MAX_SCALED} when scaled
     */
    public long toScaled(double value) {
        if (!(value >= 0)) {
            throw new MalformedRecordException("bad-value", "value must be a number of at least 0");
        }
        double scaled = value * scale;
        if (scaled > MAX_SCALED) {
            throw new MalformedRecordException("bad-value", "value must be at most " + fromScaled(MAX_SCALED) + symbol);
        }
        return Math.round(scaled);
    }

    /** The inverse of {@link #toScaled}, up to its rounding. */
    public double fromScaled(double scaled) {
        return scaled / scale;
    }
}
