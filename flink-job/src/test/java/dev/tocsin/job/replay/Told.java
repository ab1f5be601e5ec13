package dev.tocsin.job.replay;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Json;
import dev.tocsin.events.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * All that a job has said in one reading, by identity, as text; what was said twice must have been said in the same words. The
 * job's sinks live in this JVM, and find it by its number.
 */
final class Told {

    private static final Map<Integer, Told> READINGS = new ConcurrentHashMap<>();

    private final Map<String, String> transitions = new ConcurrentHashMap<>();
    private final Map<String, AggregateRow> aggregates = new ConcurrentHashMap<>();
    /** The first row told of each window and number of observations. */
    private final Map<String, AggregateRow> firstTold = new ConcurrentHashMap<>();

    private final Queue<AggregateRow> toldOtherwise = new ConcurrentLinkedQueue<>();
    private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();
    private final AtomicLong spoken = new AtomicLong();

    static Told reading(int number) {
        return READINGS.computeIfAbsent(number, absent -> new Told());
    }

    static Sink<AlertTransition> transitions(int reading) {
        return context -> new Writer<>() {
            @Override
            public void write(AlertTransition transition, Context ignored) {
                reading(reading).add(transition);
            }
        };
    }

    static Sink<AggregateRow> aggregates(int reading) {
        return context -> new Writer<>() {
            @Override
            public void write(AggregateRow row, Context ignored) {
                reading(reading).add(row);
            }
        };
    }

    private abstract static class Writer<T> implements SinkWriter<T> {
        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }

    private void add(AlertTransition transition) {
        String name = transition.fingerprint() + " " + transition.incidentId() + " " + transition.sequence();
        String text = text(transition);
        String before = transitions.putIfAbsent(name, text);
        if (before != null && !before.equals(text)) {
            contradictions.add(before + "\n  and then\n" + text);
        }
        spoken.incrementAndGet();
    }

    private void add(AggregateRow row) {
        spoken.incrementAndGet();
        if (row.partial()) {
            return;
        }
        AggregateRow first = firstTold.putIfAbsent(name(row) + " " + row.observations(), row);
        if (first != null && !text(first).equals(text(row))) {
            toldOtherwise.add(row);
        }
        aggregates.merge(
                name(row), row, (before, after) -> after.observations() >= before.observations() ? after : before);
    }

    private static String name(AggregateRow row) {
        return row.series() + " " + row.resolution().wire() + " " + row.windowStart();
    }

    private static String text(Object record) {
        return new String(Json.encode(record), StandardCharsets.UTF_8);
    }

    Map<String, String> transitions() {
        return new TreeMap<>(transitions);
    }

    Map<String, String> aggregates() {
        Map<String, String> texts = new TreeMap<>();
        aggregates.forEach((name, row) -> texts.put(name, text(row)));
        return texts;
    }

    /** Observations in the rows of an hour. */
    long counted() {
        return aggregates.values().stream()
                .filter(row -> row.resolution() == Resolution.HOUR)
                .mapToLong(AggregateRow::observations)
                .sum();
    }

    /** How often anything was said. */
    long spoken() {
        return spoken.get();
    }

    /**
     * What was told in two ways: transitions, and rows that were final. Of a window that late records still correct, two jobs may
     * tell rows of as many observations that are not the same ones, since it is open in which order the corrections join.
     */
    List<String> contradictions() {
        List<String> all = new ArrayList<>(contradictions);
        for (AggregateRow row : toldOtherwise) {
            AggregateRow last = aggregates.get(name(row));
            if (last.observations() == row.observations()) {
                all.add(text(row) + "\n  but also\n" + text(firstTold.get(name(row) + " " + row.observations())));
            }
        }
        return all;
    }

    /** What differs between two readings, a text each. */
    static Map<String, String> differences(Map<String, String> one, Map<String, String> other) {
        Map<String, String> differences = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        for (String name : names) {
            String first = one.getOrDefault(name, "nothing");
            String second = other.getOrDefault(name, "nothing");
            if (!first.equals(second)) {
                differences.put(name, first + "\n  but\n" + second);
            }
        }
        return differences;
    }
}
