package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Stand;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.Drafts;
import dev.tocsin.testkit.oracle.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;

/**
 * I3. The topic is filled first and then drained by a fresh job, once with uniform keys and once with a hot one, in turn and
 * twice; the better of each two counts, since what else the machine does only ever costs throughput.
 */
final class HotKey implements Fault {

    private static final int ROUNDS = 2;
    private static final double LEAST = 0.8;
    private static final String HOT = "service-0";

    @Override
    public String id() {
        return "I3";
    }

    @Override
    public String sentence() {
        return "one key carries 90 % of the traffic: throughput is at least 80 % of that of uniform keys, rows are exact";
    }

    @Override
    public int records() {
        return 2_000_000;
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        Stand.Plan plan = new Stand.Plan(1, 2, 1_024, false, Stamp.BY_SENDER);
        try (Stand stand = Stand.start(terms.folder(), plan)) {
            Terms shared =
                    new Terms(terms.seed(), terms.records(), terms.folder(), Optional.of(stand), terms.progress());
            double uniform = 0;
            double hot = 0;
            Outcome worst = null;
            for (int round = 0; round < ROUNDS; round++) {
                for (boolean isHot : new boolean[] {false, true}) {
                    Drafts even = Trial.traffic(terms);
                    Drafts drafts = isHot ? new Heated(even, new Random(terms.seed())) : even;
                    try (Trial trial = Trial.open(shared, id(), plan, drafts)) {
                        double rate = drain(trial, terms.records(), isHot);
                        uniform = isHot ? uniform : Math.max(uniform, rate);
                        hot = isHot ? Math.max(hot, rate) : hot;
                        if (round == ROUNDS - 1 && isHot) {
                            double share = hot / uniform;
                            trial.claim(share >= LEAST, "throughput with a hot key is " + share + " of uniform");
                        }
                        Outcome outcome = trial.outcome();
                        worst = worst == null || worst.isExact() ? outcome : worst;
                    }
                }
            }
            return worst;
        }
    }

    private static double drain(Trial trial, int records, boolean isHot) throws Exception {
        trial.feed(records);
        trial.startDetection();
        trial.settle();
        double rate = records / trial.outputs().secondsOfQuarantine();
        trial.claim(rate > 0, (isHot ? "hot key: " : "uniform: ") + Math.round(rate) + " records/s");
        return rate;
    }

    /** Traffic nine tenths of which are about one service. */
    private record Heated(Drafts even, Random random) implements Drafts {

        @Override
        public Traffic.Draft next() {
            Traffic.Draft draft = even.next();
            if (random.nextInt(10) == 0) {
                return draft;
            }
            String json = new String(draft.value(), StandardCharsets.UTF_8)
                    .replace("\"service\":\"" + draft.key() + "\"", "\"service\":\"" + HOT + "\"");
            return new Traffic.Draft(draft.topic(), HOT, draft.appendTime(), json.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public long now() {
            return even.now();
        }
    }
}
