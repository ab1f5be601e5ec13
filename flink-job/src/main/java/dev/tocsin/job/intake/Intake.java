package dev.tocsin.job.intake;

import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Observation;

/** What one record of an input topic amounts to; a host sample amounts to several. */
public sealed interface Intake {

    /** The time that moves the watermark, epoch ms: never ahead of the broker's clock. */
    long time();

    /**
     * A measurement that counts.
     *
     * @param timeliness decides where it counts
     * @param detail why it failed, empty if it did not
     */
    record Admitted(long time, Observation observation, Timeliness timeliness, String detail) implements Intake {}

    /** A record that does not count, on its way to the quarantine. */
    record Refused(QuarantinedRecord quarantined) implements Intake {
        @Override
        public long time() {
            return Long.MIN_VALUE;
        }
    }

    /** The gateway's clock tick: moves watermarks, counts nothing. */
    record Tick(long time) implements Intake {}
}
