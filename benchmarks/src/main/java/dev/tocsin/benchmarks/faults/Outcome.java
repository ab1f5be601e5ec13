package dev.tocsin.benchmarks.faults;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What came of one trial.
 *
 * @param records that were fed
 * @param rowsCompared with the oracle's; each of Kafka's and each of Postgres' counts as one
 * @param mismatches rows that are missing, should not exist or differ
 * @param lost records that are neither in a one-minute rollup nor in the quarantine
 * @param recoverySeconds the longest recovery, see {@link Outputs#recovery}; null if nothing died
 * @param broken what did not hold, a sentence each; empty if the trial was passed
 * @param tooSlow what took longer than it may; on a machine that is busy with other things it proves nothing
 * @param measured figures worth telling, a sentence each
 */
record Outcome(
        String id,
        long seed,
        long records,
        long rowsCompared,
        long mismatches,
        long lost,
        Double recoverySeconds,
        List<String> broken,
        List<String> tooSlow,
        List<String> measured) {

    Outcome {
        broken = List.copyOf(broken);
        tooSlow = List.copyOf(tooSlow);
        measured = List.copyOf(measured);
    }

    /** Whether every figure is right and everything but the times was as it must be. */
    @JsonIgnore
    boolean isExact() {
        return mismatches == 0 && lost == 0 && broken.isEmpty();
    }

    @JsonIgnore
    boolean isPassed() {
        return isExact() && tooSlow.isEmpty();
    }
}
