package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What may look for anomalies of a service. */
public enum AnomalyDetector {
    NOVELTY,
    STATIC_THRESHOLD,
    EXPONENTIAL_SMOOTHING,
    SEASONAL_MEDIAN,
    HOLT_WINTERS,
    MEDIAN_DEVIATION,
    /** Nothing does. */
    OFF;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All of them as they are written. */
    public static List<String> wires() {
        return Arrays.stream(values()).map(AnomalyDetector::wire).toList();
    }

    @JsonCreator
    public static AnomalyDetector fromWire(String text) {
        for (AnomalyDetector detector : values()) {
            if (detector.wire().equals(text)) {
                return detector;
            }
        }
        throw new MalformedRecordException("bad-value", "detector must be one of " + String.join(", ", wires()));
    }
}
