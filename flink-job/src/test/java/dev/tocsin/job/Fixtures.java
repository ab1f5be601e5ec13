package dev.tocsin.job;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.rules.Signal;
import dev.tocsin.job.combine.Cell;
import java.util.List;

/** Small, valid examples of what flows through the job. */
public final class Fixtures {

    /** A whole hour, so that windows of all lengths start here. */
    public static final long T0 = 1_760_000_400_000L;

    public static final SeriesKey CHECKOUT = SeriesKey.probe("checkout", "eu-1");
    private static final long APDEX = 100_000;

    public static Observation observation(long time, CheckStatus status, double latencyMs) {
        boolean answered = status != CheckStatus.DOWN && status != CheckStatus.UNKNOWN;
        long value = answered ? CHECKOUT.metric().unit().toScaled(latencyMs) : Observation.NO_VALUE;
        return new Observation(CHECKOUT, time, status, value, APDEX, 1_000);
    }

    public static Aggregate aggregate(double... latenciesMs) {
        Aggregate aggregate = new Aggregate();
        for (double latency : latenciesMs) {
            aggregate.add(observation(T0, CheckStatus.OK, latency));
        }
        return aggregate;
    }

    public static Cell cell(long start, double... latenciesMs) {
        return new Cell(CHECKOUT, start, Timeliness.ON_TIME, aggregate(latenciesMs));
    }

    public static View view(long end, Aggregate slice, Aggregate minute) {
        return new View(CHECKOUT, end, slice, minute, EventCounts.NONE);
    }

    public static Signal signal(long time, CheckStatus status) {
        return new Signal(
                CHECKOUT,
                time,
                time,
                status,
                status == CheckStatus.OK ? 12.5 : Double.NaN,
                status.failed() ? "refused" : "",
                7,
                1);
    }

    public static ServiceDefinition definition(int failuresToAlert) {
        ServiceDefinition defaults = ServiceDefinition.defaults("checkout");
        return new ServiceDefinition(
                7,
                "checkout",
                "Checkout",
                "http://127.0.0.1:1/",
                1_000,
                500,
                100,
                0.99,
                failuresToAlert,
                1,
                2,
                defaults.latencyAlertMs(),
                defaults.anomaly(),
                List.of("auth"),
                1,
                T0);
    }

    public static AlertTransition transition() {
        return new AlertTransition(
                "00000000-0000-5000-8000-000000000001",
                1,
                "service/checkout/consecutive-failures",
                1,
                "consecutive-failures",
                Entity.service("checkout"),
                "Checkout",
                Severity.CRITICAL,
                AlertTransition.State.FIRING,
                "is down",
                "3 checks in a row failed.",
                List.of(new Evidence("failed checks", 3, 3, "", "checks", 3)),
                T0,
                T0 + 3_000,
                1);
    }

    public static ProbeResult check() {
        return new ProbeResult(
                "01JB",
                "checkout",
                "eu-1",
                "http",
                T0,
                CheckStatus.OK,
                12.5,
                200,
                100,
                1_000,
                new ProbeResult.Phases(1.0, 2.0, null, 3.0, 4.0),
                null,
                T0,
                7,
                1);
    }

    public static Notification notification() {
        return new Notification(
                transition().incidentId(),
                1,
                Entity.service("checkout"),
                "consecutive-failures",
                Severity.CRITICAL,
                AlertTransition.State.FIRING,
                "slack",
                Notification.Outcome.DELIVERED,
                "",
                1,
                "checkout is down",
                T0);
    }

    public static QuarantinedRecord quarantined() {
        return new QuarantinedRecord("topic", 3, 17, "future", "check the clock", T0, "{");
    }

    private Fixtures() {}
}
