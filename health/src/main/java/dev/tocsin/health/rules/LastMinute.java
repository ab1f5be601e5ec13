package dev.tocsin.health.rules;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.incident.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What the rules on windows look at: a service's last minute, and the slice at its end.
 *
 * <p>A ratio of few results says little: of twelve checks, one that fails is 8 %. So a figure may only ring if it is borne out
 * by as many bad results as the definition asks for, {@code failures_to_alert}, seen from as many locations as it asks for,
 * {@code quorum}.
 *
 * @param slices the last 10 s, a location each
 * @param minutes the last minute, a location each
 */
record LastMinute(List<Aggregate> slices, List<Aggregate> minutes, Aggregate slice, Aggregate minute, Figures figures) {

    private static final long MINUTE_MS = 60_000;
    private static final long ENOUGH = 3;

    /** Of one slice end's views, a location each. */
    static LastMinute of(List<View> views) {
        List<Aggregate> slices = new ArrayList<>(views.size());
        List<Aggregate> minutes = new ArrayList<>(views.size());
        Aggregate slice = new Aggregate();
        Aggregate minute = new Aggregate();
        for (View view : views) {
            slices.add(view.slice());
            slice.merge(view.slice());
            minutes.add(view.minute());
            minute.merge(view.minute());
        }
        return new LastMinute(slices, minutes, slice, minute, Figures.of(minute, Metric.LATENCY.unit()));
    }

    /**
     * Why the minute cannot be judged, if it cannot: it should hold three results, or as many as one location makes in a
     * minute if that is fewer. A service that is checked once a minute is judged by that one check.
     */
    Optional<Judgement> lacking(ServiceDefinition definition) {
        long needed = Math.max(1, Math.min(ENOUGH, MINUTE_MS / definition.intervalMs()));
        return figures.observations() >= needed
                ? Optional.empty()
                : Optional.of(new Judgement.Undecided(
                        "Only " + figures.observations() + " of at least " + needed + " results in the last minute."));
    }

    /** Whether enough checks of the minute failed. */
    boolean failuresBearOut(ServiceDefinition definition) {
        return bearOut(minutes, Aggregate::failed, definition);
    }

    /** Whether enough results of the minute were not satisfied, which is what lowers an Apdex. */
    boolean discontentBearsOut(ServiceDefinition definition) {
        return bearOut(minutes, location -> location.known() - location.satisfied(), definition);
    }

    /** Whether enough answers of the minute took longer than that. */
    boolean slownessBearsOut(double limitMs, ServiceDefinition definition) {
        long limit = Metric.LATENCY.unit().toScaled(limitMs);
        return bearOut(minutes, location -> location.sketch().countAbove(limit), definition);
    }

    /** Whether the slice has enough results that are down or error. */
    boolean brokenSliceBearsOut(ServiceDefinition definition) {
        return bearOut(slices, LastMinute::broken, definition);
    }

    /** Results without a good answer: down or error. */
    static long broken(Aggregate aggregate) {
        return aggregate.count(CheckStatus.DOWN) + aggregate.count(CheckStatus.ERROR);
    }

    private static boolean bearOut(
            List<Aggregate> locations, ToLongFunction<Aggregate> bad, ServiceDefinition definition) {
        long results = 0;
        int places = 0;
        for (Aggregate location : locations) {
            long here = bad.applyAsLong(location);
            results += here;
            places += here > 0 ? 1 : 0;
        }
        return results >= definition.failuresToAlert() && places >= definition.quorum();
    }
}
