package dev.tocsin.benchmarks.latency;

import dev.tocsin.benchmarks.fleet.Fleet;
import dev.tocsin.benchmarks.fleet.FleetPlan;
import dev.tocsin.events.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The traffic of a fleet in real time, on a thread of its own, until it is closed. */
final class PacedFleet implements AutoCloseable {

    private static final int SERVICES = 1_000;
    private static final long PAUSE_MS = 5;
    /** More bad results than any of its services has in a minute, so that no message about it delays one that is followed. */
    static final int NEVER_ALERTS = 1_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile boolean ended;
    private volatile long behindMs;

    private PacedFleet(String bootstrapServers, int perSecond) {
        this.producer = new KafkaProducer<>(
                Topics.producerSettings(bootstrapServers, "bench-fleet"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = new Thread(() -> send(perSecond), "paced-fleet");
    }

    static PacedFleet start(String bootstrapServers, int perSecond) {
        PacedFleet fleet = new PacedFleet(bootstrapServers, perSecond);
        fleet.thread.start();
        return fleet;
    }

    static FleetPlan plan(int perSecond) {
        return new FleetPlan(perSecond, SERVICES, perSecond, Long.MAX_VALUE / 1_000);
    }

    /** How far the sender was behind its plan at worst, ms; the machine is too slow for the rate if this is much. */
    long behindMs() {
        return behindMs;
    }

    private void send(int perSecond) {
        Fleet fleet = new Fleet(plan(perSecond), System.currentTimeMillis());
        try {
            while (!ended && fleet.next()) {
                long early = fleet.appendTime() - System.currentTimeMillis();
                if (early > 0) {
                    Thread.sleep(Math.max(PAUSE_MS, early));
                } else if (-early > behindMs) {
                    behindMs = -early;
                }
                producer.send(new ProducerRecord<>(Topics.PROBE_RESULTS, fleet.key(), fleet.json()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
        producer.close();
    }
}
