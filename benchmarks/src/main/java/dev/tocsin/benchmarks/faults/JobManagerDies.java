package dev.tocsin.benchmarks.faults;

/** F3. Its TaskManagers live on; a new JobManager at the same address knows nothing and is given the job again. */
final class JobManagerDies implements Fault {

    private static final int PER_SECOND = 5_000;
    private static final double LIMIT_SECONDS = 20;

    @Override
    public String id() {
        return "F3";
    }

    @Override
    public String sentence() {
        return "the JobManager is killed with -9 and started cold from the retained checkpoint: rows are exact,"
                + " recovery takes at most 20 s";
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
            trial.startDetection();
            trial.feed().begin(terms.records(), PER_SECOND);
            trial.feed().awaitSent(trial.within(0.2, 0.6));
            trial.stand().flink().jobManager().kill();
            trial.breaks();
            trial.stand().flink().startJobManager();
            trial.startDetection();
            trial.restarted();
            double seconds = trial.awaitRecovery();
            trial.claimWithin(LIMIT_SECONDS, seconds, "recovery");
            trial.settle();
            return trial.outcome();
        }
    }
}
