package dev.tocsin.alerting.delivery;

import dev.tocsin.events.Notification.Outcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters since the start. Thread-safe. */
public final class Tally {

    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    void count(Outcome outcome) {
        count(outcome.wire());
    }

    /** @param what a stable word, by which it is found among {@link #all} */
    public void count(String what) {
        counters.computeIfAbsent(what, word -> new LongAdder()).increment();
    }

    public long of(Outcome outcome) {
        LongAdder counter = counters.get(outcome.wire());
        return counter == null ? 0 : counter.sum();
    }

    /** All that were ever counted, by word. */
    public Map<String, Long> all() {
        Map<String, Long> copy = new TreeMap<>();
        counters.forEach((word, counter) -> copy.put(word, counter.sum()));
        return copy;
    }
}
