package dev.tocsin.alerting.delivery;

import dev.tocsin.alerting.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose time tests turn by hand, together with a clock. */
final class ManualLoop implements Loop {

    private record Task(Instant due, long number, Runnable work) {}

    private final MutableClock clock;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private long numbers;

    ManualLoop(MutableClock clock) {
        this.clock = clock;
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(clock.instant().plus(delay), numbers++, task));
    }

    /** Runs what is due, without time passing. */
    void run() {
        pass(Duration.ZERO);
    }

    /** Lets time pass, running what becomes due on the way. */
    void pass(Duration time) {
        Instant until = clock.instant().plus(time);
        while (!tasks.isEmpty() && !tasks.peek().due.isAfter(until)) {
            Task task = tasks.poll();
            if (task.due.isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), task.due));
            }
            task.work.run();
        }
        clock.advance(Duration.between(clock.instant(), until));
    }
}
