package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Stand;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.Drafts;
import dev.tocsin.testkit.oracle.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** T2. Every second service has a clock that is wrong in its own way. */
final class WrongClocks implements Fault {

    private static final long MINUTE = 60_000;
    private static final LongUnaryOperator[] CLOCKS = {
        ms -> ms + 5 * MINUTE,
        ms -> ms - 5 * MINUTE,
        ms -> ms - 24 * 60 * MINUTE,
        ms -> ms / 1_000,
        ms -> ms * 1_000,
        ms -> ms * 1_000_000
    };

    @Override
    public String id() {
        return "T2";
    }

    @Override
    public String sentence() {
        return "producers' clocks are off by 5 minutes or a day, or send seconds, micros or nanos: each record is"
                + " quarantined or exact, the others are not affected";
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
        Drafts drafts = new Distorted(Trial.traffic(terms));
        try (Trial trial = Trial.open(terms, id(), new Stand.Plan(1, 2, 768, false, Stamp.BY_SENDER), drafts)) {
            trial.startDetection();
            trial.feed(terms.records());
            trial.settle();
            trial.claim(
                    trial.outputs().quarantined() == trial.oracle().quarantined(),
                    "quarantined: " + trial.outputs().reasons());
            return trial.outcome();
        }
    }

    private record Distorted(Drafts right) implements Drafts {

        private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\\d{13})");

        @Override
        public Traffic.Draft next() {
            Traffic.Draft draft = right.next();
            int clock = Math.floorMod(draft.key().hashCode(), 2 * CLOCKS.length);
            if (clock >= CLOCKS.length) {
                return draft;
            }
            String json = new String(draft.value(), StandardCharsets.UTF_8);
            String wrong = TIMESTAMP
                    .matcher(json)
                    .replaceAll(match -> Matcher.quoteReplacement(
                            "\"timestamp\":" + CLOCKS[clock].applyAsLong(Long.parseLong(match.group(1)))));
            return new Traffic.Draft(
                    draft.topic(), draft.key(), draft.appendTime(), wrong.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public long now() {
            return right.now();
        }
    }
}
