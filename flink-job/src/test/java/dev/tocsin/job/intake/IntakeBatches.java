package dev.tocsin.job.intake;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Metric;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.rules.Signal;
import java.util.ArrayList;
import java.util.List;

/** Makes and unpacks batches, so that tests can speak of single observations. */
public final class IntakeBatches {

    public record Admitted(Observation observation, Timeliness timeliness) {}

    public static IntakeBatch of(Timeliness timeliness, Observation... observations) {
        return numbered(IntakeBatch.NO_NUMBER, timeliness, observations);
    }

    /** All of them with one number, whether they are of one series or not. */
    public static IntakeBatch numbered(int number, Timeliness timeliness, Observation... observations) {
        IntakeBatch batch = new IntakeBatch(observations.length);
        for (Observation observation : observations) {
            batch.add(
                    observation.series(),
                    number,
                    observation.timestamp(),
                    timeliness,
                    observation.status(),
                    observation.value(),
                    observation.apdexThreshold(),
                    observation.intervalMs());
            batch.moveTo(observation.timestamp());
        }
        batch.endAt(observations.length);
        return batch;
    }

    public static IntakeBatch with(Signal signal, QuarantinedRecord refused) {
        IntakeBatch batch = new IntakeBatch(1);
        batch.add(signal);
        batch.add(refused);
        return batch;
    }

    /** Telemetry beyond its limit, of services of which nobody said that they are registered. */
    public static IntakeBatch discovered(long time, String... services) {
        IntakeBatch batch = new IntakeBatch(services.length);
        for (String service : services) {
            push(batch, service, time);
            batch.markDiscovered();
        }
        return batch;
    }

    public static IntakeBatch registered(String service, long time) {
        IntakeBatch batch = new IntakeBatch(1);
        push(batch, service, time);
        return batch;
    }

    private static void push(IntakeBatch batch, String service, long time) {
        SeriesKey series = SeriesKey.telemetry(service, Metric.LATENCY);
        batch.add(series, IntakeBatch.NO_NUMBER, time, Timeliness.ON_TIME, CheckStatus.OK, 5_000_000, 0, 0);
        batch.add(new Signal(series, time, time, CheckStatus.OK, 5_000, "", 0, 0));
    }

    public static List<Admitted> observations(IntakeBatch batch) {
        List<Admitted> observations = new ArrayList<>();
        batch.forEach((series, number, timestamp, timeliness, status, value, apdexThreshold, intervalMs) ->
                observations.add(new Admitted(
                        new Observation(series, timestamp, status, value, apdexThreshold, intervalMs), timeliness)));
        return observations;
    }

    private IntakeBatches() {}
}
