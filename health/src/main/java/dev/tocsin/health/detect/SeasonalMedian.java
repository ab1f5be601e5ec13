package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Compares a value with the median of earlier ones of the same hour of the day, UTC, measured in median absolute deviations
 * (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993, who take {@value #TOLERANCE} of them for the limit). Of each
 * half-hour one value is kept, so that an hour remembers a fortnight however often values come.
 *
 * <p>An hour that has too few values is judged by those around it too, as many as it takes; before a whole day has enough, by
 * the latest values. 2.8 KiB of state. A baseline to compare other detectors with.
 */
public final class SeasonalMedian implements Detector {

    private static final int VERSION = 1;
    private static final double TOLERANCE = 3.5;
    /** Makes the median absolute deviation comparable with a standard deviation. */
    private static final double CONSISTENCY = 1.4826;

    private static final int HOURS = 24;
    private static final long HALF_HOUR_MS = 1_800_000;
    /** Two values a day for 14 days. */
    private static final int CAPACITY = 28;
    /** Values that a median is taken of, a week of them. */
    private static final int LEAST = CAPACITY / 2;

    private final WarmUp warmUp;
    private final LatestValues[] hours = new LatestValues[HOURS];
    private final LatestValues latest = new LatestValues(CAPACITY);
    private long keptHalfHour = Long.MIN_VALUE;

    /**
     * @param warmUp values to learn from before the first alarm, {@value #LEAST} or more
     * @throws IllegalArgumentException if there are fewer
     */
    public SeasonalMedian(int warmUp) {
        this(new WarmUp(warmUp, LEAST));
    }

    private SeasonalMedian(WarmUp warmUp) {
        this.warmUp = warmUp;
        Arrays.setAll(hours, hour -> new LatestValues(CAPACITY));
    }

    @Override
    public Verdict observe(long timestamp, double value) {
        double bounded = Expectation.bounded(value);
        long halfHour = Math.floorDiv(timestamp, HALF_HOUR_MS);
        int hour = Math.floorMod(Math.floorDiv(halfHour, 2), HOURS);
        Verdict verdict = warmUp.isOver()
                ? expectation(alike(hour)).judge(bounded, "the usual for this time of the day")
                : warmUp.learning();
        warmUp.count();
        latest.add((float) bounded);
        if (halfHour != keptHalfHour) {
            hours[hour].add((float) bounded);
            keptHalfHour = halfHour;
        }
        return verdict;
    }

    /** Values of the hour, of those around it while they are too few, of any time if all of them are. */
    private float[] alike(int hour) {
        float[] values = new float[HOURS * CAPACITY];
        int size = hours[hour].copyTo(values, 0);
        for (int away = 1; size < LEAST && away <= HOURS / 2; away++) {
            size = hours[Math.floorMod(hour - away, HOURS)].copyTo(values, size);
            if (away < HOURS / 2) {
                size = hours[(hour + away) % HOURS].copyTo(values, size);
            }
        }
        if (size < LEAST) {
            size = latest.copyTo(values, 0);
        }
        return Arrays.copyOf(values, size);
    }

    private static Expectation expectation(float[] values) {
        double median = median(values);
        float[] distances = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            distances[i] = (float) Math.abs(values[i] - median);
        }
        return new Expectation(median, CONSISTENCY * median(distances), TOLERANCE);
    }

    private static double median(float[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : ((double) values[middle - 1] + values[middle]) / 2;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        warmUp.write(out, VERSION);
        out.writeLong(keptHalfHour);
        latest.write(out);
        for (LatestValues hour : hours) {
            hour.write(out);
        }
    }

    /** Reads one that {@link #write} wrote. */
    public static SeasonalMedian read(DataInput in) throws IOException {
        SeasonalMedian detector = new SeasonalMedian(WarmUp.read(in, VERSION, "a seasonal median"));
        detector.keptHalfHour = in.readLong();
        detector.latest.read(in);
        for (LatestValues hour : detector.hours) {
            hour.read(in);
        }
        return detector;
    }
}
