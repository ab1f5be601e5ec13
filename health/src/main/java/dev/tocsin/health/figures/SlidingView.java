package dev.tocsin.health.figures;

import dev.tocsin.events.Resolution;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Timeline;
import java.util.Optional;

/**
 * The sliding views, each a merge of windows and never a recount of observations. A view's begin moves in steps, because
 * older windows are kept coarsely only; so it reaches up to one step further back than its name says, and every answer states
 * its bounds.
 */
public enum SlidingView {
    MINUTE("1m", Resolution.MINUTE.millis(), Resolution.SLICE),
    FIVE_MINUTES("5m", 5 * Resolution.MINUTE.millis(), Resolution.SLICE),
    HOUR("1h", Resolution.HOUR.millis(), Resolution.MINUTE),
    DAY("24h", 24 * Resolution.HOUR.millis(), Resolution.HOUR);

    private final String wire;
    private final long millis;
    private final Resolution step;

    SlidingView(String wire, long millis, Resolution step) {
        this.wire = wire;
        this.millis = millis;
        this.step = step;
    }

    /** What it is called in requests and answers. */
    public String wire() {
        return wire;
    }

    public long millis() {
        return millis;
    }

    /** What its begin moves in. */
    public Resolution step() {
        return step;
    }

    /** Its inclusive begin when it ends at a time, epoch ms. */
    public long from(long to) {
        return step.floor(to - millis);
    }

    /** What a series amounts to in it when it ends at a time on the 10 s grid. */
    public Aggregate of(Timeline timeline, long to) {
        return timeline.view(from(to), to);
    }

    /** The view of that wire name, if there is one. */
    public static Optional<SlidingView> find(String wire) {
        for (SlidingView view : values()) {
            if (view.wire.equals(wire)) {
                return Optional.of(view);
            }
        }
        return Optional.empty();
    }

    /** The shortest view that holds three results of one location, at most an hour: what a service is looked at through. */
    public static SlidingView fitting(long intervalMs) {
        for (SlidingView view : values()) {
            if (intervalMs * 3 <= view.millis || view == HOUR) {
                return view;
            }
        }
        return HOUR;
    }
}
