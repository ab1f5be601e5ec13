package dev.tocsin.testkit.oracle;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.health.aggregate.Aggregate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The job's rows against the oracle's: every row that must exist exists, no other does, every field is equal, and the percentiles
 * that people are shown are as near to the exact ones as promised.
 *
 * <p>Takes rows in the order in which they were written, keeps the newest of each identity as every reader does.
 */
public final class Comparison {

    private static final double[] PERCENTS = {50, 90, 95, 99, 99.9};
    /** What a percentile may be off, as a part of it. */
    private static final double TOLERANCE = 0.0109;

    private final Map<String, AggregateRow> actual = new HashMap<>();

    /** Takes one written row; partials are ignored. */
    public void add(AggregateRow row) {
        if (!row.partial()) {
            actual.merge(name(row), row, (there, next) -> next.observations() >= there.observations() ? next : there);
        }
    }

    /** Rows that were written, by identity. */
    public int rows() {
        return actual.size();
    }

    /** Observations in the newest rows of one resolution. */
    public long observations(String resolution) {
        return actual.values().stream()
                .filter(row -> row.resolution().wire().equals(resolution))
                .mapToLong(AggregateRow::observations)
                .sum();
    }

    /** The differences, one sentence each; empty if all is as it must be. */
    public List<String> differencesFrom(Oracle oracle) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(actual.keySet());
        names.addAll(oracle.rows().keySet());
        for (String name : names) {
            AggregateRow row = actual.get(name);
            ExpectedRow expected = oracle.rows().get(name);
            if (row == null) {
                differences.add(name + " is missing");
            } else if (expected == null) {
                differences.add(name + " should not exist");
            } else {
                compare(name, row, expected, differences);
            }
        }
        return differences;
    }

    private static void compare(String name, AggregateRow row, ExpectedRow expected, List<String> differences) {
        String is = text(
                row.observations(),
                row.ok(),
                row.warn(),
                row.error(),
                row.down(),
                row.unknown(),
                row.measured(),
                row.satisfied(),
                row.tolerating(),
                row.slow(),
                row.coveredMs(),
                row.sum(),
                row.min(),
                row.max());
        String mustBe = text(
                expected.observations(),
                expected.count("ok"),
                expected.count("warn"),
                expected.count("error"),
                expected.count("down"),
                expected.count("unknown"),
                expected.measured(),
                expected.satisfied(),
                expected.tolerating(),
                expected.slow(),
                expected.coveredMs(),
                expected.sum(),
                expected.min(),
                expected.max());
        if (!is.equals(mustBe)) {
            differences.add(name + " is " + is + ", must be " + mustBe);
        } else if (!Arrays.equals(row.sketch(), expected.sketch())) {
            differences.add(name + " has a sketch of other bytes");
        } else if (row.measured() > 0) {
            comparePercentiles(name, Aggregate.of(row), expected, differences);
        }
    }

    private static void comparePercentiles(String name, Aggregate row, ExpectedRow expected, List<String> differences) {
        for (double percent : PERCENTS) {
            double is = row.percentile(percent);
            double exact = expected.percentile(percent);
            if (!(Math.abs(is - exact) <= TOLERANCE * exact)) {
                differences.add(name + " has a P" + percent + " of " + is + ", exactly it is " + exact);
            }
        }
    }

    private static String text(Object... fields) {
        return Arrays.toString(fields);
    }

    private static String name(AggregateRow row) {
        return row.series() + "|" + row.resolution().wire() + "|" + row.windowStart();
    }
}
