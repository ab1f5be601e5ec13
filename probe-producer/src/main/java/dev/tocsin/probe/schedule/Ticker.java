package dev.tocsin.probe.schedule;

/** Monotonic time, and a single thread on which things happen at a time. */
public interface Ticker {

    /** Monotonic time as {@link System#nanoTime} defines it. */
    long nanoTime();

    /** Runs the task on the timer thread as soon as it is free. */
    void execute(Runnable task);

    /** Runs the task on the timer thread once that time has come. */
    Appointment at(long nanoTime, Runnable task);

    /** A task that waits for its time. */
    interface Appointment {
        /** Does nothing if the task has begun. */
        void cancel();
    }
}
