package dev.tocsin.alerting.delivery;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Runs tasks one after the other, in order, now or later. Tests have one whose time they turn by hand. */
public interface Loop extends Executor {

    void after(Duration delay, Runnable task);

    /** Now, and then each time the interval has passed since the last run ended. */
    default void every(Duration interval, Runnable task) {
        execute(() -> {
            try {
                task.run();
            } finally {
                after(interval, () -> every(interval, task));
            }
        });
    }
}
