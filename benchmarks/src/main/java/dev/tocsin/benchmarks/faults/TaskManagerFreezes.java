package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.KillableJvm;
import java.time.Duration;
import java.util.List;

/**
 * F2. It is taken for dead, its tasks begin elsewhere, and then it goes on with what it was about to write: a zombie, whose
 * rows have fewer observations than those that were written meanwhile.
 */
final class TaskManagerFreezes implements Fault {

    private static final int PER_SECOND = 1_500;

    private final List<Duration> lengths;

    TaskManagerFreezes(Duration... lengths) {
        this.lengths = List.of(lengths);
    }

    @Override
    public String id() {
        return "F2";
    }

    @Override
    public String sentence() {
        return "a TaskManager is frozen for 5, 30 and 90 s and thawed: rows are exact in Kafka and Postgres, and none ever"
                + " shrinks";
    }

    @Override
    public int records() {
        return 250_000;
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        try (Trial trial = Trial.open(terms, id(), true)) {
            trial.startDetection();
            trial.startRecording();
            try (MonotoneWatch watch = new MonotoneWatch(trial.stand().database())) {
                trial.feed().begin(terms.records(), PER_SECOND);
                for (int freeze = 0; freeze < lengths.size(); freeze++) {
                    trial.feed().awaitSent(trial.within((freeze + 0.1) / 20, (freeze + 1.0) / 20));
                    freeze(trial, lengths.get(freeze));
                }
                trial.settle();
                trial.claim(
                        watch.shrunk() == 0,
                        "rows that shrank: " + watch.shrunk() + ", in " + watch.looks() + " looks");
            }
            return trial.outcome();
        }
    }

    private static void freeze(Trial trial, Duration length) {
        List<KillableJvm> working = trial.stand().flink().workingTaskManagers();
        KillableJvm frozen = working.get(trial.random().nextInt(working.size()));
        frozen.freeze();
        trial.breaks();
        Awaiting.pause(length);
        frozen.thaw();
        trial.say("thawed after " + length.toSeconds() + " s");
        trial.awaitRecovery();
        trial.stand().flink().awaitRegistered(frozen);
    }
}
