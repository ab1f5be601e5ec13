package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.testkit.oracle.Drafts;
import dev.tocsin.testkit.oracle.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.JobID;

/**
 * T4. One record in ten is sent a second time, which makes it a second observation. When all is written, a job that knows
 * nothing reads the topics from their beginning and must write the same rows again.
 */
final class ReadAgain implements Fault {

    private static final int REMEMBERED = 1_000;

    @Override
    public String id() {
        return "T4";
    }

    @Override
    public String sentence() {
        return "disorder at the bound and past it, 10 % duplicates, and the whole topic read again from the start: rows are"
                + " exact, the second reading changes nothing";
    }

    @Override
    public int records() {
        return 500_000;
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        Drafts doubled = new Doubled(Trial.traffic(terms), new Random(terms.seed()), new Traffic.Draft[REMEMBERED]);
        try (Trial trial = Trial.open(terms, id(), Trial.plan(false), doubled)) {
            JobID first = trial.startDetection();
            trial.feed(terms.records());
            trial.settle();
            trial.stand().jobs().cancel(first);
            try (Outputs second = new Outputs(trial.stand().broker().bootstrapServers(), false)) {
                trial.stand().jobs().submit("detection again", 2, Trial.CHECKPOINT_EVERY, Optional.empty());
                awaitSecondReading(trial, second);
                List<String> differences = second.differencesFrom(trial.oracle());
                trial.claim(differences.isEmpty(), "the second reading's own rows that differ: " + differences.size());
            }
            trial.compare();
            return trial.outcome();
        }
    }

    private static void awaitSecondReading(Trial trial, Outputs second) {
        Awaiting.until(
                () -> "the second reading is complete",
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                () -> second.observations("1h") + second.quarantined()
                                == trial.oracle().produced()
                        && second.differencesFrom(trial.oracle()).isEmpty());
    }

    /** Traffic in which one record in ten is a former one again. */
    private record Doubled(Drafts once, Random random, Traffic.Draft[] former) implements Drafts {

        @Override
        public Traffic.Draft next() {
            Traffic.Draft fresh = once.next();
            Traffic.Draft again = former[random.nextInt(former.length)];
            if (random.nextInt(10) == 0 && again != null) {
                return new Traffic.Draft(again.topic(), again.key(), fresh.appendTime(), again.value());
            }
            former[random.nextInt(former.length)] = fresh;
            return fresh;
        }

        @Override
        public long now() {
            return once.now();
        }
    }
}
