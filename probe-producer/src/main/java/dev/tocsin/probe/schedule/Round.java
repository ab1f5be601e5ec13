package dev.tocsin.probe.schedule;

import dev.tocsin.probe.check.Target;
import java.time.Duration;

/**
 * The checks of one service from one location. Lives on the timer thread, save for {@link #ended()}.
 *
 * <p>The first check comes at once, scattered over a second, the others on the rhythm. The second follows the first after
 * half an interval at the least, one and a half at the most.
 */
final class Round {

    private static final Duration FIRST_WITHIN = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final Check check;
    private final Counters counters;
    private final long origin;
    private final double phase;
    private Target target;
    private Rhythm rhythm;
    private Ticker.Appointment next;
    private long due;
    private long startedAt;
    private boolean everStarted;
    private volatile boolean running;
    private volatile boolean stopped;

    /** Starts a check; it must call {@link #ended()} when the check is over. */
    interface Check {
        void start(Round round, Target target);
    }

    Round(Ticker ticker, Counters counters, long origin, double phase, Target target, Check check) {
        this.ticker = ticker;
        this.counters = counters;
        this.origin = origin;
        this.phase = phase;
        this.check = check;
        this.target = target;
        this.rhythm = Rhythm.of(origin, target.interval(), phase);
        soon();
    }

    /** From the next check on the new target counts; only a new address is checked out of turn. */
    void change(Target changed) {
        boolean moved = !changed.url().equals(target.url());
        boolean retimed = !changed.interval().equals(target.interval());
        target = changed;
        rhythm = Rhythm.of(origin, changed.interval(), phase);
        if (moved) {
            next.cancel();
            soon();
        } else if (retimed && everStarted) {
            next.cancel();
            onRhythm(ticker.nanoTime());
        }
    }

    void stop() {
        stopped = true;
        next.cancel();
    }

    boolean stopped() {
        return stopped;
    }

    void ended() {
        running = false;
    }

    private void soon() {
        long within = Math.min(FIRST_WITHIN.toNanos(), target.interval().toNanos());
        appoint(ticker.nanoTime() + (long) (phase * within));
    }

    private void onRhythm(long now) {
        // Half an interval after the last check, so that one out of turn and the next don't come as a pair.
        long earliest = startedAt + rhythm.intervalNanos() / 2;
        appoint(rhythm.after(earliest - now > 0 ? earliest : now));
    }

    private void appoint(long nanoTime) {
        due = nanoTime;
        next = ticker.at(nanoTime, this::turn);
    }

    private void turn() {
        long now = ticker.nanoTime();
        counters.late.addAndGet(rhythm.between(due, now));
        boolean overlapping = running;
        if (!overlapping) {
            running = true;
            everStarted = true;
            startedAt = now;
        }
        // First, so that the rhythm goes on whatever the check does.
        onRhythm(now);
        if (overlapping) {
            counters.overlapping.incrementAndGet();
        } else {
            counters.started.incrementAndGet();
            check.start(this, target);
        }
    }
}
