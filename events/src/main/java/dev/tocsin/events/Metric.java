package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What is measured. The ordinals are part of stored state: add at the end only. */
public enum Metric {
    LATENCY(Unit.MILLISECONDS),
    ERROR_RATE(Unit.FRACTION),
    THROUGHPUT(Unit.PER_SECOND),
    /** Busy share of all cores together, 0..100. */
    CPU(Unit.PERCENT),
    MEMORY(Unit.PERCENT),
    SWAP(Unit.PERCENT),
    GPU_UTILIZATION(Unit.PERCENT),
    GPU_TEMPERATURE(Unit.CELSIUS),
    GPU_MEMORY(Unit.PERCENT);

    private final Unit unit;
    private final String wire = name().toLowerCase(Locale.ROOT);

    Metric(Unit unit) {
        this.unit = unit;
    }

    public Unit unit() {
        return unit;
    }

    @JsonValue
    public String wire() {
        return wire;
    }

    /** The metric of that wire name, if there is one. */
    public static Optional<Metric> find(String wire) {
        for (Metric metric : values()) {
            if (metric.wire.equals(wire)) {
                return Optional.of(metric);
            }
        }
        return Optional.empty();
    }

    @JsonCreator
    static Metric fromWire(String text) {
        return find(text)
                .orElseThrow(() -> new MalformedRecordException("unknown-metric", "there is no metric " + text));
    }
}
