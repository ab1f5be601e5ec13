package dev.tocsin.benchmarks.throughput;

import dev.tocsin.benchmarks.contender.ContenderName;
import dev.tocsin.benchmarks.contender.WindowFigures;
import dev.tocsin.benchmarks.fleet.FleetOracle;
import dev.tocsin.benchmarks.fleet.FleetPlan;
import dev.tocsin.benchmarks.fleet.Tally;
import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Json;
import dev.tocsin.events.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whether a contender's output is what must come out. Each check returns the first difference, or an empty text. */
final class Verdict {

    private static final long WINDOW = 60_000;
    private static final long STEP = 10_000;
    private static final byte[] PARTIAL = "\"partial\":true".getBytes(StandardCharsets.US_ASCII);

    private final FleetOracle oracle;

    Verdict(FleetOracle oracle) {
        this.oracle = oracle;
    }

    /** The rows that a contender must write. */
    long expectedRows(ContenderName contender) {
        return switch (contender.proof()) {
            case COUNT, SERIES -> 0;
            case ROWS ->
                Arrays.stream(Resolution.values())
                        .mapToLong(resolution -> oracle.windows(resolution.millis(), resolution.millis()))
                        .sum();
            case SKETCHED_WINDOWS, EXACT_WINDOWS, WINDOW_COUNTS -> oracle.windows(WINDOW, STEP);
        };
    }

    /** Whether a row is one of those; partial rows are not. Looks at bytes only, since it must not cost much. */
    static boolean isFinal(ConsumerRecord<byte[], byte[]> row) {
        byte[] value = row.value();
        for (int from = 0; from <= value.length - PARTIAL.length; from++) {
            if (value[from] == PARTIAL[0]
                    && Arrays.equals(value, from, from + PARTIAL.length, PARTIAL, 0, PARTIAL.length)) {
                return false;
            }
        }
        return true;
    }

    String ofFile(ContenderName contender, Path output) throws IOException {
        if (contender.proof() == ContenderName.Proof.COUNT) {
            String records = Files.readString(output).split(" ")[0];
            return difference("records", Long.parseLong(records), oracle.results());
        }
        List<String> lines = Files.readAllLines(output);
        for (String line : lines) {
            String[] parts = line.split(" ");
            byte[] expected =
                    oracle.tally(FleetPlan.series(parts[0], parts[1])).sketch().encode();
            if (!Arrays.equals(Base64.getDecoder().decode(parts[2]), expected)) {
                return parts[0] + " " + parts[1] + " has a sketch of other bytes";
            }
        }
        long measured = IntStream.range(0, oracle.series())
                .filter(series -> oracle.tally(series).values().length > 0)
                .count();
        return difference("series", lines.size(), measured);
    }

    String ofRows(ContenderName contender, List<ConsumerRecord<byte[], byte[]>> rows) {
        return contender.proof() == ContenderName.Proof.ROWS ? ofAggregates(rows) : ofWindows(contender, rows);
    }

    private String ofAggregates(List<ConsumerRecord<byte[], byte[]>> rows) {
        Map<String, AggregateRow> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : rows) {
            AggregateRow row = Json.decode(record.value(), AggregateRow.class);
            newest.merge(
                    row.series() + " " + row.resolution().wire() + " " + row.windowStart(),
                    row,
                    (there, next) -> next.observations() >= there.observations() ? next : there);
        }
        for (Map.Entry<String, AggregateRow> entry : newest.entrySet()) {
            AggregateRow row = entry.getValue();
            int series = FleetPlan.series(row.series().entity(), row.series().location());
            if (!oracle.tally(series, row.windowStart(), row.windowEnd()).equalsRow(row)) {
                return entry.getKey() + " is " + row;
            }
        }
        return difference("rows", newest.size(), expectedRows(ContenderName.TOCSIN));
    }

    private String ofWindows(ContenderName contender, List<ConsumerRecord<byte[], byte[]>> rows) {
        Set<String> windows = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : rows) {
            WindowFigures row = Json.decode(record.value(), WindowFigures.class);
            Tally tally = oracle.tally(
                    FleetPlan.series(row.service(), row.location()), row.windowEnd() - WINDOW, row.windowEnd());
            boolean counted = row.count() == tally.count()
                    && row.failed() == tally.failed()
                    && row.satisfied() == tally.satisfied();
            if (!counted || !percentilesEqual(contender, row, tally)) {
                return row + " must be " + tally.count() + ", " + tally.failed() + ", " + tally.satisfied();
            }
            windows.add(row.service() + " " + row.location() + " " + row.windowEnd());
        }
        return difference("windows", windows.size(), expectedRows(contender));
    }

    private static boolean percentilesEqual(ContenderName contender, WindowFigures row, Tally tally) {
        boolean exact = contender.proof() == ContenderName.Proof.EXACT_WINDOWS;
        if (contender.proof() == ContenderName.Proof.WINDOW_COUNTS) {
            return true;
        }
        if (tally.values().length == 0) {
            return row.p50() == WindowFigures.NONE && row.p99() == WindowFigures.NONE;
        }
        return row.p50() == percentile(tally, 50, exact)
                && row.p95() == percentile(tally, 95, exact)
                && row.p99() == percentile(tally, 99, exact);
    }

    private static double percentile(Tally tally, double percent, boolean exact) {
        return exact ? tally.exactPercentile(percent) : tally.sketchedPercentile(percent);
    }

    private static String difference(String what, long is, long mustBe) {
        return is == mustBe ? "" : is + " " + what + ", must be " + mustBe;
    }
}
