package dev.tocsin.probe.schedule;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Time that passes when it is told to; starts just below overflow, since monotonic time may. */
final class FakeTicker implements Ticker {

    static final long START = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

    private final PriorityQueue<Task> waiting = new PriorityQueue<>(
            Comparator.<Task>comparingLong(task -> task.at - START).thenComparing(task -> task.number));
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private long now = START;
    private int numbers;

    private record Task(long at, int number, Runnable work) {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        ready.add(task);
    }

    @Override
    public Appointment at(long nanoTime, Runnable work) {
        Task task = new Task(nanoTime, numbers++, work);
        waiting.add(task);
        return () -> waiting.remove(task);
    }

    /** Lets time pass, doing each thing at its time. */
    void pass(Duration duration) {
        long end = now + duration.toNanos();
        runReady();
        while (!waiting.isEmpty() && waiting.peek().at - end <= 0) {
            Task task = waiting.poll();
            now = task.at - now > 0 ? task.at : now;
            task.work.run();
            runReady();
        }
        now = end;
    }

    /** The process stands still: time passes and nothing is done. */
    void freeze(Duration duration) {
        now += duration.toNanos();
    }

    Duration elapsed() {
        return Duration.ofNanos(now - START);
    }

    int waiting() {
        return waiting.size();
    }

    private void runReady() {
        while (!ready.isEmpty()) {
            ready.poll().run();
        }
    }
}
