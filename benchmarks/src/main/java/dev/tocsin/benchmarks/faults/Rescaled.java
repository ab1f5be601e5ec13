package dev.tocsin.benchmarks.faults;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.JobID;

/** U2. The state is spread anew twice, by savepoints, while records flow. */
final class Rescaled implements Fault {

    private static final int PER_SECOND = 5_000;

    @Override
    public String id() {
        return "U2";
    }

    @Override
    public String sentence() {
        return "the job is rescaled from 1 to 2 and back to 1 by savepoints: rows are exact";
    }

    @Override
    public int records() {
        return 200_000;
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        try (Trial trial = Trial.open(terms, id(), false)) {
            trial.feed().begin(terms.records(), PER_SECOND);
            JobID one = trial.stand().jobs().submit("detection", 1, Trial.CHECKPOINT_EVERY, Optional.empty());
            trial.feed().awaitSent(trial.within(0.2, 0.4));
            JobID two = rescale(trial, one, "detection on two", 2);
            trial.feed().awaitSent(trial.within(0.5, 0.8));
            rescale(trial, two, "detection on one", 1);
            trial.settle();
            return trial.outcome();
        }
    }

    private static JobID rescale(Trial trial, JobID from, String name, int parallelism) {
        Path savepoint = trial.stand().jobs().stopWithSavepoint(from);
        trial.say("rescaled to " + parallelism + " at record " + trial.feed().sent());
        return trial.stand().jobs().submit(name, parallelism, Trial.CHECKPOINT_EVERY, Optional.of(savepoint));
    }
}
