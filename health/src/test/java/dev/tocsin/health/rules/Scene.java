package dev.tocsin.health.rules;

import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Source;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.figures.Figures;
import java.util.List;

/** The service that the tests of rules are about, and what is seen of it. */
final class Scene {

    static final Entity CHECKOUT = Entity.service("checkout");
    static final long SLICE = 10_000;

    static ServiceDefinition definition(int failuresToAlert, int quorum, int successesToResolve) {
        return definition(failuresToAlert, quorum, successesToResolve, 1, 0);
    }

    static ServiceDefinition definition(
            int failuresToAlert, int quorum, int successesToResolve, AnomalySettings anomaly) {
        return definition(failuresToAlert, quorum, successesToResolve, anomaly, 1, 0);
    }

    static ServiceDefinition definition(
            int failuresToAlert, int quorum, int successesToResolve, long version, long effectiveAt) {
        return definition(failuresToAlert, quorum, successesToResolve, AnomalySettings.DEFAULT, version, effectiveAt);
    }

    private static ServiceDefinition definition(
            int failuresToAlert,
            int quorum,
            int successesToResolve,
            AnomalySettings anomaly,
            long version,
            long effectiveAt) {
        return new ServiceDefinition(
                7,
                "checkout",
                "Checkout",
                "https://shop.example/",
                1_000,
                1_000,
                1_000,
                0.99,
                failuresToAlert,
                quorum,
                successesToResolve,
                2_000,
                anomaly,
                List.of(),
                version,
                effectiveAt);
    }

    /** Of a prober that names no definition. */
    static Signal check(String location, long at, CheckStatus status) {
        return check(location, at, status, "", 0);
    }

    static Signal check(String location, long at, CheckStatus status, String detail, long version) {
        SeriesKey series = SeriesKey.probe("checkout", location);
        return new Signal(series, at, at, status, Double.NaN, detail, version == 0 ? 0 : 7, version);
    }

    static Signal sample(Metric metric, long at, double value) {
        SeriesKey series = new SeriesKey(EntityKind.SERVICE, "checkout", Source.TELEMETRY, metric, "");
        return new Signal(series, at, at, CheckStatus.OK, value, "", 0, 0);
    }

    /** So many answers of that latency, and so many checks without one. */
    static Aggregate checks(int answered, double latencyMs, int down) {
        Aggregate aggregate = new Aggregate();
        for (int i = 0; i < answered; i++) {
            aggregate.add(CheckStatus.OK, Math.round(latencyMs * 1_000), 1_000_000, 1_000);
        }
        for (int i = 0; i < down; i++) {
            aggregate.add(CheckStatus.DOWN, Observation.NO_VALUE, 1_000_000, 1_000);
        }
        return aggregate;
    }

    static View view(String location, long end, Aggregate slice, Aggregate minute) {
        return view(location, end, slice, minute, EventCounts.NONE);
    }

    static View view(String location, long end, Aggregate slice, Aggregate minute, EventCounts oldest) {
        return new View(SeriesKey.probe("checkout", location), end, slice, minute, oldest);
    }

    /** A view of which only the counts of its oldest slice matter. */
    static View counting(long end, Aggregate oldest) {
        return view("eu-1", end, new Aggregate(), new Aggregate(), EventCounts.of(oldest, 1));
    }

    private Scene() {}

    /** A minute with such figures, in which enough results of every kind are bad. */
    static LastMinute borneOut(Aggregate slice, Figures figures) {
        Aggregate bad = checks(60, 60_000, 60);
        return new LastMinute(List.of(slice), List.of(bad), slice, bad, figures);
    }
}
