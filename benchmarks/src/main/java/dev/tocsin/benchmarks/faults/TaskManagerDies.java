package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.KillableJvm;
import java.util.List;

/**
 * F1. There is one TaskManager more than the job needs, as one would run it; one that has tasks is killed, and another started
 * at once, as a supervisor would.
 */
final class TaskManagerDies implements Fault {

    private static final int PER_SECOND = 5_000;
    private static final double P95_SECONDS = 10;

    private final int times;

    TaskManagerDies(int times) {
        this.times = times;
    }

    @Override
    public String id() {
        return "F1";
    }

    @Override
    public String sentence() {
        return "a TaskManager is killed with -9, ten times: rows are exact, recovery P95 is at most 10 s";
    }

    @Override
    public int records() {
        return 750_000;
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        try (Trial trial = Trial.open(terms, id(), false)) {
            trial.startDetection();
            trial.feed().begin(terms.records(), PER_SECOND);
            for (int kill = 0; kill < times; kill++) {
                trial.feed().awaitSent(trial.within((kill + 0.2) / (times + 1), (kill + 0.8) / (times + 1)));
                List<KillableJvm> working = trial.stand().flink().workingTaskManagers();
                working.get(trial.random().nextInt(working.size())).kill();
                trial.breaks();
                KillableJvm successor = trial.stand().flink().startTaskManager();
                trial.awaitRecovery();
                trial.stand().flink().awaitRegistered(successor);
            }
            trial.settle();
            List<Double> recoveries = trial.recoveries();
            double p95 = recoveries.get((int) Math.ceil(0.95 * times) - 1);
            trial.claimWithin(P95_SECONDS, p95, "recovery, P95 of " + times + " kills");
            return trial.outcome();
        }
    }
}
