package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.KillableJvm;
import dev.tocsin.benchmarks.stand.Stand;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.Drafts;
import dev.tocsin.testkit.oracle.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.JobID;

/**
 * I1. The oracle reads every input with plain Jackson into a tree; the job must admit exactly those that it admits, with the
 * same values, and must not notice otherwise.
 */
final class MalformedInputs implements Fault {

    private static final int SIXTEEN_MB = 16 << 20;
    private static final int HUGE_ONE_IN = 50_000;

    @Override
    public String id() {
        return "I1";
    }

    @Override
    public String sentence() {
        return "malformed inputs, from flipped bits to 10 MB strings: no crash, no restart, no disagreement with Jackson";
    }

    @Override
    public int records() {
        return 1_000_000;
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        Drafts spoiled = new Spoiled(Trial.traffic(terms), new Random(terms.seed()));
        try (Trial trial = Trial.open(terms, id(), new Stand.Plan(1, 2, 768, false, Stamp.BY_SENDER), spoiled)) {
            trial.stand().topics().configure(Topics.PROBE_RESULTS, "max.message.bytes", String.valueOf(SIXTEEN_MB));
            List<KillableJvm> before = trial.stand().flink().taskManagers();
            JobID job = trial.startDetection();
            trial.feed(terms.records());
            trial.settle();
            trial.claim(
                    trial.stand().flink().taskManagers().equals(before), "crashed processes: none of " + before.size());
            int restarts = trial.stand().flink().rest().restarts(job);
            trial.claim(restarts == 0, "restarts: " + restarts);
            long disagreements = trial.outputs().quarantined() - trial.oracle().quarantined();
            trial.claim(
                    disagreements == 0,
                    "refused: " + trial.outputs().quarantined() + ", by Jackson's reading "
                            + trial.oracle().quarantined() + "; reasons "
                            + trial.outputs().reasons());
            return trial.outcome();
        }
    }

    /** Traffic of which hardly anything is as it was. */
    private record Spoiled(Drafts good, Random random) implements Drafts {

        @Override
        public Traffic.Draft next() {
            Traffic.Draft draft = good.next();
            String json = new String(draft.value(), StandardCharsets.UTF_8);
            boolean isWhole = json.length() > 100 && json.startsWith("{");
            byte[] value = !isWhole
                    ? draft.value()
                    : random.nextInt(HUGE_ONE_IN) == 0 ? Mutation.huge(json) : Mutation.any(json, random);
            return new Traffic.Draft(draft.topic(), draft.key(), draft.appendTime(), value);
        }

        @Override
        public long now() {
            return good.now();
        }
    }
}
