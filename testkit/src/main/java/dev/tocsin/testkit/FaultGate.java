package dev.tocsin.testkit;

import java.time.Duration;
import java.util.Objects;

/** Where every piece of data waits until it may pass. Thread-safe. */
final class FaultGate {

    private boolean paused;
    private Duration delay = Duration.ZERO;

    synchronized void pause() {
        paused = true;
    }

    synchronized void delay(Duration newDelay) {
        delay = Objects.requireNonNull(newDelay, "delay");
    }

    synchronized void open() {
        paused = false;
        delay = Duration.ZERO;
        notifyAll();
    }

    /** Returns when data that has just come may pass. */
    synchronized void pass() throws InterruptedException {
        long came = System.nanoTime();
        while (true) {
            long leftMs = delay.minusNanos(System.nanoTime() - came).toMillis();
            if (paused) {
                wait();
            } else if (leftMs > 0) {
                wait(leftMs);
            } else {
                return;
            }
        }
    }
}
