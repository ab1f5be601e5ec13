package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.events.Topics;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/** K5. The producer uses the new partitions before the job knows of them. */
final class MorePartitions implements Fault {

    private static final int PER_SECOND = 5_000;
    private static final int BEFORE = 4;
    private static final int AFTER = 8;

    @Override
    public String id() {
        return "K5";
    }

    @Override
    public String sentence() {
        return "the probe results get 8 partitions instead of 4 while the job runs: rows are exact";
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
            trial.stand().topics().raisePartitions(Topics.PROBE_RESULTS, AFTER);
            trial.say("raised at record " + trial.feed().sent());
            for (int partition = BEFORE; partition < AFTER; partition++) {
                TopicPartition added = new TopicPartition(Topics.PROBE_RESULTS, partition);
                Awaiting.until("the job reads " + added, Duration.ofMinutes(3), () -> !trial.outputs()
                        .quarantined(added)
                        .isEmpty());
            }
            trial.settle();
            return trial.outcome();
        }
    }
}
