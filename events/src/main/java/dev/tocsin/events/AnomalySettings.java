package dev.tocsin.events;

/**
 * How anomalies of a service are looked for.
 *
 * @param detector what looks for them
 * @param sensitivity how many times sooner it rings than it would by itself, 0.1 to 10
 * @param warmUpMinutes time to learn before the first alarm, and the scale of what it remembers, 5 min to 24 h; below 30 min
 *     the values that are looked at are those of 10 s instead of a minute
 */
public record AnomalySettings(AnomalyDetector detector, double sensitivity, int warmUpMinutes) {

    public static final double LEAST_SENSITIVITY = 0.1;
    public static final double MOST_SENSITIVITY = 10;
    public static final int LEAST_WARM_UP_MINUTES = 5;
    public static final int MOST_WARM_UP_MINUTES = 1_440;

    public static final AnomalySettings DEFAULT = new AnomalySettings(AnomalyDetector.NOVELTY, 1, 720);

    private static final int SHORT_MINUTES = 30;

    public AnomalySettings {
        if (detector == null) {
            throw new MalformedRecordException("bad-value", "detector is missing");
        }
        if (!(sensitivity >= LEAST_SENSITIVITY && sensitivity <= MOST_SENSITIVITY)) {
            throw new MalformedRecordException(
                    "bad-value", "sensitivity must be " + LEAST_SENSITIVITY + " to " + MOST_SENSITIVITY);
        }
        if (warmUpMinutes < LEAST_WARM_UP_MINUTES || warmUpMinutes > MOST_WARM_UP_MINUTES) {
            throw new MalformedRecordException(
                    "bad-value", "warmUpMinutes must be " + LEAST_WARM_UP_MINUTES + " to " + MOST_WARM_UP_MINUTES);
        }
    }

    /** The time that one value stands for. */
    public Resolution step() {
        return warmUpMinutes < SHORT_MINUTES ? Resolution.SLICE : Resolution.MINUTE;
    }

    /** Values of the warm-up. */
    public int warmUpValues() {
        return (int) (warmUpMinutes * Resolution.MINUTE.millis() / step().millis());
    }
}
