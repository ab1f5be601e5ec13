package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.Stand;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.Drafts;
import dev.tocsin.testkit.oracle.ProducedTraffic;
import dev.tocsin.testkit.oracle.Traffic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobID;

/**
 * K3. In real time, since it is about how long the job waits: results flow to all partitions but one, for the given time with
 * ticks and then for the same time without any. At last the silent partition speaks again.
 */
final class SilentPartition implements Fault {

    private static final int SILENT = 3;
    private static final int PER_SECOND = 300;
    private static final double BOUND_SECONDS = 2;
    private static final double TICKING_LIMIT_SECONDS = BOUND_SECONDS + 2;
    private static final double SILENT_LIMIT_SECONDS = 32;
    private static final Duration STEP = Duration.ofMillis(500);
    /** After a change, time needs this long to be as it will be. */
    private static final Duration SETTLED = Duration.ofSeconds(40);

    private final Duration length;

    SilentPartition(Duration length) {
        this.length = length;
    }

    @Override
    public String id() {
        return "K3";
    }

    @Override
    public String sentence() {
        return "one partition is silent for 10 minutes, with ticks and without: the watermark lags at most 4 s (32 s without"
                + " ticks), nothing is made late";
    }

    @Override
    public int records() {
        return (int) (2 * length.plus(SETTLED).toSeconds() * PER_SECOND);
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        Drafts now = new InRealTime(new Traffic(terms.seed(), 50, System.currentTimeMillis(), 1_000_000));
        try (Trial trial = Trial.open(terms, id(), new Stand.Plan(1, 2, 768, false, Stamp.BY_SENDER), now)) {
            JobID job = trial.startDetection();
            trial.claimWithin(TICKING_LIMIT_SECONDS, lag(trial, job, now, true), "watermark lag with ticks");
            trial.claimWithin(SILENT_LIMIT_SECONDS, lag(trial, job, now, false), "watermark lag without ticks");
            trial.feed().produced().send(SILENT, now.next());
            trial.settle();
            return trial.outcome();
        }
    }

    /** Feeds for the length of the silence and returns the largest lag in that time, in seconds. */
    private double lag(Trial trial, JobID job, Drafts now, boolean ticks) throws Exception {
        ProducedTraffic produced = trial.feed().produced();
        long begun = System.nanoTime();
        long largest = 0;
        int partition = 0;
        for (long elapsed = 0; elapsed < length.plus(SETTLED).toNanos(); elapsed = System.nanoTime() - begun) {
            long next = System.nanoTime() + STEP.toNanos();
            for (int i = 0; i < PER_SECOND * STEP.toMillis() / 1_000; i++) {
                produced.sendSoon(partition++ % SILENT, now.next());
            }
            if (ticks) {
                produced.tick(System.currentTimeMillis());
            }
            produced.awaitAcknowledgements();
            OptionalLong watermark = trial.stand().flink().rest().watermark(job, "Slices");
            if (elapsed > SETTLED.toNanos() && watermark.isPresent()) {
                largest = Math.max(largest, System.currentTimeMillis() - watermark.getAsLong());
            }
            Awaiting.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
        return largest / 1_000.0;
    }

    /** Good results that happen now. */
    private record InRealTime(Traffic traffic) implements Drafts {

        @Override
        public Traffic.Draft next() {
            long now = System.currentTimeMillis();
            String service = traffic.next().key();
            String json = "{\"service\":\"" + service + "\",\"location\":\"eu-1\",\"timestamp\":" + now
                    + ",\"status\":\"ok\",\"latencyMs\":" + 1 + now % 1_000 + "}";
            return new Traffic.Draft(Topics.PROBE_RESULTS, service, now, json.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public long now() {
            return System.currentTimeMillis();
        }
    }
}
