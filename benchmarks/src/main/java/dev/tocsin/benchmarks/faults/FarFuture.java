package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.Stand;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.Drafts;
import dev.tocsin.testkit.oracle.Traffic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * T1. While nothing else is fed, not even ticks, a record dated 2100 goes to one partition after the other. Had any of them
 * moved time, what is fed afterwards would be late and lack in its 10 s slices.
 */
final class FarFuture implements Fault {

    private static final long YEAR_2100 = 4_102_444_800_000L;
    /** Longer than the job takes to let a watermark pass. */
    private static final Duration TO_DO_HARM = Duration.ofSeconds(2);

    @Override
    public String id() {
        return "T1";
    }

    @Override
    public String sentence() {
        return "one record dated 2100 in each partition in turn, the others idle: it is quarantined and makes nothing late";
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
        Drafts traffic = Trial.traffic(terms);
        int partitions = 4;
        try (Trial trial = Trial.open(terms, id(), new Stand.Plan(1, 2, 768, false, Stamp.BY_SENDER), traffic)) {
            trial.startDetection();
            for (int partition = 0; partition < partitions; partition++) {
                trial.feed(terms.records() / (partitions + 1));
                long offset = trial.feed().produced().send(partition, dated2100(traffic.now()));
                TopicPartition place = new TopicPartition(Topics.PROBE_RESULTS, partition);
                Awaiting.until(
                        "the record dated 2100 is in the quarantine",
                        Duration.ofMinutes(2),
                        () -> trial.outputs().quarantined(place).contains(offset));
                Awaiting.pause(TO_DO_HARM);
            }
            trial.feed(terms.records() / (partitions + 1));
            trial.settle();
            trial.claim(
                    trial.outputs().reasons().getOrDefault("future", 0L) >= partitions,
                    trial.outputs().reasons() + " were quarantined");
            return trial.outcome();
        }
    }

    private static Traffic.Draft dated2100(long appendTime) {
        String json = "{\"service\":\"service-0\",\"location\":\"eu-1\",\"timestamp\":" + YEAR_2100
                + ",\"status\":\"ok\",\"latencyMs\":1}";
        return new Traffic.Draft(Topics.PROBE_RESULTS, "service-0", appendTime, json.getBytes(StandardCharsets.UTF_8));
    }
}
