package dev.tocsin.job.intake;

import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.rules.Signal;
import java.util.ArrayList;
import java.util.List;

/** Makes and unpacks batches, so that tests can speak of single observations. */
public final class IntakeBatches {

    public record Admitted(Observation observation, Timeliness timeliness) {}

    public static IntakeBatch of(Timeliness timeliness, Observation... observations) {
        IntakeBatch batch = new IntakeBatch(observations.length);
        for (Observation observation : observations) {
            batch.add(
                    observation.series(),
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

    public static List<Admitted> observations(IntakeBatch batch) {
        List<Admitted> observations = new ArrayList<>();
        batch.forEach((series, timestamp, timeliness, status, value, apdexThreshold, intervalMs) ->
                observations.add(new Admitted(
                        new Observation(series, timestamp, status, value, apdexThreshold, intervalMs), timeliness)));
        return observations;
    }

    private IntakeBatches() {}
}
