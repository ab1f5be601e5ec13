package dev.tocsin.benchmarks.fleet;

import dev.tocsin.events.CheckStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Remembers every result of a fleet, four bytes each, and recounts any window of any series from them. Fill it, then ask;
 * asking is thread-safe.
 */
public final class FleetOracle {

    private static final long SLICE_MS = 10_000;
    /** Before the start, since event times lie before append times. */
    private static final long ORIGIN = FleetPlan.START - SLICE_MS;
    /** The two bits above the value, and a value that says that there is none. */
    private static final int STATUS_SHIFT = 30;

    private static final int NO_VALUE = (1 << STATUS_SHIFT) - 1;

    private final int series;
    /** By slice, by series: the results, with their number first. */
    private final List<int[][]> slices = new ArrayList<>();

    private long results;

    public FleetOracle(FleetPlan plan) {
        this.series = plan.series();
    }

    void add(Fleet fleet) {
        int slice = (int) ((fleet.eventTime() - ORIGIN) / SLICE_MS);
        while (slices.size() <= slice) {
            slices.add(new int[series][]);
        }
        int[][] bySeries = slices.get(slice);
        int[] there = bySeries[fleet.series()];
        if (there == null) {
            there = bySeries[fleet.series()] = new int[8];
        } else if (there[0] + 1 == there.length) {
            there = bySeries[fleet.series()] = Arrays.copyOf(there, there.length * 2);
        }
        int value = fleet.latencyMicros() < 0 ? NO_VALUE : fleet.latencyMicros();
        there[++there[0]] = code(fleet.status()) << STATUS_SHIFT | value;
        results++;
    }

    public long results() {
        return results;
    }

    /** Results of all series from one time on the 10 s grid to another. */
    public long results(long from, long to) {
        return IntStream.range(0, series)
                .mapToLong(index -> size(index, from, to))
                .sum();
    }

    public int series() {
        return series;
    }

    /** The number of windows of all series that hold anything, if one of that length begins at each step. */
    public long windows(long lengthMs, long stepMs) {
        long windows = 0;
        for (long start = floor(ORIGIN - lengthMs, stepMs) + stepMs; start < end(); start += stepMs) {
            for (int i = 0; i < series; i++) {
                windows += isEmpty(i, start, start + lengthMs) ? 0 : 1;
            }
        }
        return windows;
    }

    /** Everything of a series from one time on the 10 s grid to another. */
    public Tally tally(int index, long from, long to) {
        long[] byStatus = new long[3];
        long satisfied = 0;
        long tolerating = 0;
        long[] values = new long[size(index, from, to)];
        int measured = 0;
        for (int slice = first(from); slice < last(to); slice++) {
            int[] results = slices.get(slice)[index];
            for (int i = 1; results != null && i <= results[0]; i++) {
                int status = results[i] >>> STATUS_SHIFT;
                int value = results[i] & NO_VALUE;
                byStatus[status]++;
                if (value != NO_VALUE) {
                    values[measured++] = value;
                    satisfied += status == 0 && value <= FleetPlan.APDEX_MS * 1_000 ? 1 : 0;
                    tolerating +=
                            status == 0 && value > FleetPlan.APDEX_MS * 1_000 && value <= 4 * FleetPlan.APDEX_MS * 1_000
                                    ? 1
                                    : 0;
                }
            }
        }
        values = Arrays.copyOf(values, measured);
        Arrays.sort(values);
        return new Tally(byStatus[0], byStatus[1], byStatus[2], satisfied, tolerating, values);
    }

    /** Everything of a series. */
    public Tally tally(int index) {
        return tally(index, ORIGIN, end());
    }

    private boolean isEmpty(int index, long from, long to) {
        for (int slice = first(from); slice < last(to); slice++) {
            if (slices.get(slice)[index] != null) {
                return false;
            }
        }
        return true;
    }

    private int size(int index, long from, long to) {
        int size = 0;
        for (int slice = first(from); slice < last(to); slice++) {
            int[] results = slices.get(slice)[index];
            size += results == null ? 0 : results[0];
        }
        return size;
    }

    private long end() {
        return ORIGIN + slices.size() * SLICE_MS;
    }

    private static int first(long from) {
        return (int) Math.max(0, (from - ORIGIN) / SLICE_MS);
    }

    private int last(long to) {
        return (int) Math.min(slices.size(), (to - ORIGIN) / SLICE_MS);
    }

    private static long floor(long time, long step) {
        return Math.floorDiv(time, step) * step;
    }

    private static int code(CheckStatus status) {
        return switch (status) {
            case OK -> 0;
            case ERROR -> 1;
            case DOWN -> 2;
            case WARN, UNKNOWN -> throw new IllegalArgumentException("the fleet has no " + status);
        };
    }
}
