package dev.tocsin.gateway.board;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Observations of one series, checks unless it says otherwise, and the rows that the detection job would make of them. */
public final class Observed {

    /** One check. */
    public record Check(long at, CheckStatus status, Double latencyMs, long apdexMs, long intervalMs) {}

    private final SeriesKey series;
    private final List<Check> checks = new ArrayList<>();

    public Observed(String service, String location) {
        this(SeriesKey.probe(service, location));
    }

    public Observed(SeriesKey series) {
        this.series = series;
    }

    public Observed check(long at, CheckStatus status, Double latencyMs) {
        return check(at, status, latencyMs, 10_000);
    }

    public Observed check(long at, CheckStatus status, Double latencyMs, long intervalMs) {
        checks.add(new Check(at, status, latencyMs, 1_000, intervalMs));
        return this;
    }

    public List<Check> checks() {
        return checks;
    }

    /** The final rows of all windows that end by then. */
    public List<AggregateRow> finals(long endedBy) {
        List<AggregateRow> rows = new ArrayList<>();
        for (Resolution resolution : Resolution.values()) {
            windows(resolution).forEach((start, aggregate) -> {
                if (start + resolution.millis() <= endedBy) {
                    rows.add(aggregate.toRow(series, resolution, start, false));
                }
            });
        }
        return rows;
    }

    /** The partial rows of the slices that are open then. */
    public List<AggregateRow> partials(long endedBy) {
        List<AggregateRow> rows = new ArrayList<>();
        windows(Resolution.SLICE).forEach((start, aggregate) -> {
            if (start + Resolution.SLICE.millis() > endedBy) {
                rows.add(aggregate.toRow(series, Resolution.SLICE, start, true));
            }
        });
        return rows;
    }

    private TreeMap<Long, Aggregate> windows(Resolution resolution) {
        TreeMap<Long, Aggregate> windows = new TreeMap<>();
        for (Check check : checks) {
            long value = check.latencyMs() == null
                    ? Observation.NO_VALUE
                    : series.metric().unit().toScaled(check.latencyMs());
            windows.computeIfAbsent(resolution.floor(check.at()), start -> new Aggregate())
                    .add(check.status(), value, check.apdexMs() * 1_000, check.intervalMs());
        }
        return windows;
    }
}
