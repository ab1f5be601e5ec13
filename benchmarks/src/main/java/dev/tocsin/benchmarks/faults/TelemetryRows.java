package dev.tocsin.benchmarks.faults;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Resolution;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rollups of pushed telemetry by service, of each window the newest. Not thread-safe. */
final class TelemetryRows {

    private final Map<String, Map<Long, AggregateRow>> minutes = new HashMap<>();

    void add(AggregateRow row) {
        if (row.resolution() == Resolution.MINUTE && !row.partial()) {
            minutes.computeIfAbsent(row.series().entity(), absent -> new HashMap<>())
                    .merge(
                            row.windowStart(),
                            row,
                            (there, next) -> next.observations() >= there.observations() ? next : there);
        }
    }

    Set<String> services() {
        return minutes.keySet();
    }

    long observations() {
        return minutes.keySet().stream().mapToLong(this::observations).sum();
    }

    long observations(String service) {
        return minutes.getOrDefault(service, Map.of()).values().stream()
                .mapToLong(AggregateRow::observations)
                .sum();
    }

    /** The sum of all values, scaled. */
    BigInteger sum(String service) {
        return minutes.getOrDefault(service, Map.of()).values().stream()
                .map(AggregateRow::sum)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger sum() {
        return minutes.keySet().stream().collect(Collectors.reducing(BigInteger.ZERO, this::sum, BigInteger::add));
    }
}
