package dev.tocsin.benchmarks.stand;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions of other processes, which nobody notifies us of. */
public final class Awaiting {

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Returns when it is so; asks every 20 ms. */
    public static void until(String what, Duration patience, BooleanSupplier isSo) {
        until(() -> what, patience, PAUSE, isSo);
    }

    /**
     * Returns when it is so.
     *
     * @param what completes "did not happen: …", asked only when it did not
     * @throws IllegalStateException if it was not so in time
     */
    public static void until(Supplier<String> what, Duration patience, Duration pause, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("did not happen within " + patience.toSeconds() + " s: " + what.get());
            }
            pause(pause);
        }
    }

    /** Lets so much time pass: only where a fault is defined by its length. */
    public static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new IllegalStateException("interrupted");
            }
        }
    }

    private Awaiting() {}
}
