package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.oracle.Oracle;
import dev.tocsin.testkit.oracle.Produced;
import java.time.Duration;

/** K1. The producer goes on as it can; what the broker has acknowledged must be in its topic and in the rows. */
final class BrokerDies implements Fault {

    private static final int PER_SECOND = 5_000;
    private static final Duration GONE = Duration.ofSeconds(5);

    @Override
    public String id() {
        return "K1";
    }

    @Override
    public String sentence() {
        return "the broker is killed with -9 and returns: no acknowledged record is lost, rows are exact";
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
            trial.stand().broker().kill();
            trial.breaks();
            Awaiting.pause(GONE);
            trial.stand().broker().start();
            trial.awaitRecovery();
            trial.settle();
            Oracle kept = new Oracle();
            trial.stand()
                    .topics()
                    .read(Topics.PROBE_RESULTS)
                    .forEach(record -> kept.add(new Produced(
                            record.topic(), record.partition(), record.offset(), record.timestamp(), record.value())));
            trial.claim(
                    kept.produced() == trial.oracle().produced(),
                    "acknowledged: " + trial.oracle().produced() + ", in the topic: " + kept.produced());
            return trial.outcome();
        }
    }
}
