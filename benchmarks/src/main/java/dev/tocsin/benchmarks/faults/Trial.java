package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.RunningJobs.From;
import dev.tocsin.benchmarks.stand.Stand;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.Comparison;
import dev.tocsin.testkit.oracle.Drafts;
import dev.tocsin.testkit.oracle.Oracle;
import dev.tocsin.testkit.oracle.RecordedRows;
import dev.tocsin.testkit.oracle.Traffic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.JobID;

/**
 * One trial: a stand with jobs, traffic that flows into it, its outputs read along, and at the end the comparison. A fault
 * breaks something in between.
 */
final class Trial implements AutoCloseable {

    static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(2);
    static final long START = 1_760_000_000_000L;
    private static final int SERVICES = 50;
    private static final int PER_INVENTED_SECOND = 1_000;
    private static final Duration SETTLING = Duration.ofMinutes(5);
    private static final int TOLD_DIFFERENCES = 5;

    private final Terms terms;
    private final String id;
    private final Stand stand;
    private final Random random;
    private final Oracle oracle = new Oracle();
    private final Feed feed;
    private final Outputs outputs;
    private boolean isRecording;
    private final List<String> broken = new ArrayList<>();
    private final List<String> tooSlow = new ArrayList<>();
    private final List<String> measured = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private long rows;
    private long mismatches;
    private long lost;
    /** What was measured in another way than by {@link #breaks}; null if nothing was. */
    private Double recovery;

    /** A moment at which something broke: when, and how far the input was. */
    private record Moment(long at, Map<Integer, Long> ends) {}

    private Trial(Terms terms, String id, Stand stand, Drafts drafts) {
        this.terms = terms;
        this.id = id;
        this.stand = stand;
        this.random = new Random(terms.seed());
        this.feed = new Feed(stand.broker().bootstrapServers(), oracle, drafts);
        this.outputs = new Outputs(stand.broker().bootstrapServers(), true);
    }

    /** A stand with one TaskManager more than the jobs need, and traffic with all that goes wrong in reality. */
    static Trial open(Terms terms, String id, boolean database) {
        return open(terms, id, plan(database), traffic(terms));
    }

    static Trial open(Terms terms, String id, Stand.Plan plan, Drafts drafts) {
        Stand stand = terms.shared().orElseGet(() -> Stand.start(terms.folder(), plan));
        try {
            if (terms.shared().isPresent()) {
                stand.clear();
            }
            return new Trial(terms, id, stand, drafts);
        } catch (RuntimeException e) {
            stand.close();
            throw e;
        }
    }

    /** Detection runs on two slots, recording on a third; as much again as one TaskManager has is spare. */
    static Stand.Plan plan(boolean database) {
        return new Stand.Plan(3, database ? 2 : 1, 768, database, Stamp.BY_SENDER);
    }

    static Drafts traffic(Terms terms) {
        return new Traffic(terms.seed(), SERVICES, START, PER_INVENTED_SECOND);
    }

    Stand stand() {
        return stand;
    }

    Random random() {
        return random;
    }

    Oracle oracle() {
        return oracle;
    }

    Feed feed() {
        return feed;
    }

    Outputs outputs() {
        return outputs;
    }

    JobID startDetection() {
        return stand.jobs().detection(2, CHECKPOINT_EVERY, From.NEWEST_CHECKPOINT);
    }

    JobID startRecording() {
        isRecording = true;
        return stand.jobs().recording(CHECKPOINT_EVERY, From.NEWEST_CHECKPOINT);
    }

    /** A record number between these parts of the whole, decided by the seed. */
    long within(double from, double to) {
        return (long) (terms.records() * (from + (to - from) * random.nextDouble()));
    }

    /** Says what happens. */
    void say(String sentence) {
        terms.progress().accept(sentence);
    }

    /** Feeds so many records more, from this thread. */
    void feed(int records) throws Exception {
        feed.send(records);
    }

    /** Remembers the present moment as that of a fault whose recovery is measured. */
    void breaks() {
        moments.add(new Moment(System.currentTimeMillis(), feed.ends()));
        say("broken at record " + feed.sent());
    }

    /** Counts as recovered only what is fed from now on: until now, tasks of before the fault may have gone on writing. */
    void restarted() {
        Moment last = moments.remove(moments.size() - 1);
        moments.add(new Moment(last.at(), feed.ends()));
    }

    /** Returns when the job has recovered from the last {@link #breaks}. */
    double awaitRecovery() {
        Moment last = moments.get(moments.size() - 1);
        Awaiting.until(
                "outputs reflect what was fed after the fault", SETTLING, () -> outputs.recovery(last.at(), last.ends())
                        .isPresent());
        double seconds = outputs.recovery(last.at(), last.ends()).orElseThrow();
        say("recovered after " + seconds + " s");
        return seconds;
    }

    /** Tells how long it took to recover where detection was not what had to. */
    void recovered(double seconds) {
        recovery = seconds;
    }

    void claim(boolean holds, String sentence) {
        (holds ? measured : broken).add(sentence);
        say((holds ? "" : "BROKEN: ") + sentence);
    }

    void claimWithin(double limitSeconds, double seconds, String what) {
        String sentence = what + ": " + seconds + " s, may be " + limitSeconds + " s";
        (seconds <= limitSeconds ? measured : tooSlow).add(sentence);
        say((seconds <= limitSeconds ? "" : "TOO SLOW: ") + sentence);
    }

    /** Feeds to the end, ends all windows, waits until all is written and compares it with the oracle. */
    void settle() throws InterruptedException {
        feed.awaitEnd();
        feed.endAllWindows();
        compare();
    }

    /** As {@link #settle}, when nothing is fed any more and all windows were ended. */
    void compare() {
        awaitQuietly(() -> isConserved(outputs.observations("1m")) && isConserved(outputs.observations("1h")));
        List<String> inKafka = settled(outputs::differencesFrom);
        mismatches += inKafka.size();
        tell("Kafka", inKafka);
        rows += outputs.rows();
        lost += oracle.produced() - outputs.quarantined() - outputs.observations("1m");
        long lostInSlices =
                oracle.produced() - outputs.quarantined() - oracle.onlyInRollups() - outputs.observations("10s");
        if (lostInSlices != 0) {
            claim(false, "the 10 s slices lack " + lostInSlices + " records");
        }
        if (isRecording) {
            awaitQuietly(() -> isConserved(recorded().observations("1m"))
                    && isConserved(recorded().observations("1h")));
            List<String> inPostgres = settled(expected -> recorded().differencesFrom(expected));
            mismatches += inPostgres.size();
            tell("Postgres", inPostgres);
            rows += recorded().rows();
        }
    }

    /** What came of it; asked last. */
    Outcome outcome() {
        List<Double> recoveries = recoveries();
        Double last = recoveries.isEmpty() ? null : recoveries.get(recoveries.size() - 1);
        return new Outcome(
                id,
                terms.seed(),
                oracle.produced(),
                rows,
                mismatches,
                lost,
                recovery != null ? recovery : last,
                broken,
                tooSlow,
                measured);
    }

    /** Seconds of all recoveries, ascending. */
    List<Double> recoveries() {
        return moments.stream()
                .map(moment -> outputs.recovery(moment.at(), moment.ends()).orElse(Double.POSITIVE_INFINITY))
                .sorted()
                .toList();
    }

    Comparison recorded() {
        try (Connection connection = stand.database().connect()) {
            return RecordedRows.aggregates(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The recorded rows cannot be read", e);
        }
    }

    private boolean isConserved(long observations) {
        return observations + outputs.quarantined() == oracle.produced();
    }

    private interface Differences {
        List<String> from(Oracle oracle);
    }

    /** Rows of different partitions arrive one after the other: what is only on its way is waited for. */
    private List<String> settled(Differences differences) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<String> found = differences.from(oracle);
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            Awaiting.pause(Duration.ofSeconds(1));
            found = differences.from(oracle);
        }
        return found;
    }

    /** What does not come is a loss, which is counted and told, not thrown. */
    private void awaitQuietly(java.util.function.BooleanSupplier condition) {
        try {
            Awaiting.until(
                    () -> "all records are in the rows: " + oracle.produced() + " were fed, " + outputs.quarantined()
                            + " are in the quarantine, " + outputs.observations("1m") + " in rows of 1 m",
                    SETTLING,
                    Duration.ofMillis(500),
                    condition);
        } catch (IllegalStateException e) {
            claim(false, e.getMessage());
        }
    }

    private void tell(String where, List<String> differences) {
        differences.stream().limit(TOLD_DIFFERENCES).forEach(difference -> say("in " + where + ": " + difference));
    }

    @Override
    public void close() {
        feed.close();
        outputs.close();
        if (terms.shared().isEmpty()) {
            stand.close();
        }
    }
}
