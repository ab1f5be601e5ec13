package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.testkit.oracle.Drafts;
import dev.tocsin.testkit.oracle.Oracle;
import dev.tocsin.testkit.oracle.ProducedTraffic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Produces records from a thread of its own while faults strike, and tells the oracle of each that was acknowledged. */
final class Feed implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(50);
    private static final int LARGEST_STEP = 10_000;

    private final ProducedTraffic produced;
    private final Drafts drafts;
    private volatile long sent;
    private volatile Exception failure;
    private volatile boolean isEnough;
    private Thread thread;

    Feed(String bootstrapServers, Oracle oracle, Drafts drafts) {
        this.produced = new ProducedTraffic(bootstrapServers, oracle);
        this.drafts = drafts;
    }

    /**
     * Begins, and returns at once. Goes on until all are sent and {@link #awaitEnd} is called, so that something flows for as
     * long as a fault lasts.
     *
     * @param records how many at least
     * @param perSecond records a second; more than a hundred thousand means as fast as the broker takes them
     */
    void begin(int records, int perSecond) {
        thread = new Thread(() -> send(records, perSecond), "feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void send(int records, int perSecond) {
        int step = (int) Math.max(1, Math.min(LARGEST_STEP, perSecond * STEP.toMillis() / 1_000));
        boolean paced = perSecond <= 100_000;
        long next = System.nanoTime();
        try {
            while (sent < records || !isEnough) {
                int count = sent < records ? (int) Math.min(step, records - sent) : step;
                produced.send(drafts, count);
                sent += count;
                next += STEP.toNanos();
                if (paced && next > System.nanoTime()) {
                    Awaiting.pause(Duration.ofNanos(next - System.nanoTime()));
                }
            }
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    /** Sends so many from this thread, as fast as the broker takes them; not while another thread sends. */
    void send(int records) throws ExecutionException, InterruptedException {
        for (int left = records; left > 0; left -= LARGEST_STEP) {
            int count = Math.min(left, LARGEST_STEP);
            produced.send(drafts, count);
            sent += count;
        }
    }

    /** What the records are sent through, for single ones beside the traffic. */
    ProducedTraffic produced() {
        return produced;
    }

    long sent() {
        return sent;
    }

    /** By partition of the probe results, the offset after the last acknowledged record. */
    Map<Integer, Long> ends() {
        return produced.ends();
    }

    /** Returns when so many records were acknowledged. */
    void awaitSent(long count) {
        Awaiting.until("the feed has sent " + count, Duration.ofMinutes(30), () -> sent >= count || failure != null);
        requireSending();
    }

    /** Returns when all were sent and acknowledged; no more are sent then. */
    void awaitEnd() throws InterruptedException {
        isEnough = true;
        if (thread != null) {
            thread.join();
        }
        requireSending();
    }

    /** Moves time so far that all windows end. */
    void endAllWindows() {
        produced.endAllWindows();
    }

    private void requireSending() {
        if (failure != null) {
            throw new IllegalStateException("The feed has failed", failure);
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
        produced.close();
    }
}
