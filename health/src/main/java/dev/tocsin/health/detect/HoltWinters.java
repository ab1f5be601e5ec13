package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Forecasts each quarter of an hour by its level, its trend and the time of the day, UTC, all of them exponentially smoothed
 * (Winters, Management Science 6, 1960; the additive form), and compares a value with that forecast. The constants are those of
 * Brutlag, Aberrant Behavior Detection in Time Series for Network Monitoring, 2000, as RRDtool has them. The limit is
 * {@value #TOLERANCE} standard deviations of the error, taken for {@value #CONSISTENCY} smoothed absolute errors (Montgomery,
 * Introduction to Statistical Quality Control).
 *
 * <p>The first day only sets where level and season start (Hyndman and Athanasopoulos, Forecasting: Principles and Practice):
 * within it the forecast is the level alone. A quarter without values is left out. 0.8 KiB of state. A baseline to compare
 * other detectors with.
 */
public final class HoltWinters implements Detector {

    private static final int VERSION = 1;
    private static final int LEAST_WARM_UP = 2;
    private static final double TOLERANCE = 3;
    private static final double CONSISTENCY = 1.25;

    private static final double LEVEL_WEIGHT = 0.1;
    private static final double TREND_WEIGHT = 0.0035;
    private static final double SEASON_WEIGHT = 0.1;
    private static final double ERROR_WEIGHT = 0.05;

    private static final int QUARTERS = 96;
    private static final long QUARTER_MS = 900_000;

    private final WarmUp warmUp;
    private final RunningMean current = new RunningMean(0);
    private final RunningMean error = new RunningMean(ERROR_WEIGHT);
    /** Within the first day the values of its quarters, then their distances from the level; NaN if there was none yet. */
    private final double[] season = new double[QUARTERS];

    private boolean seasonal;
    private long firstQuarter;
    private long quarter;
    private double level = Double.NaN;
    private double trend;

    /**
     * @param warmUp values to learn from before the first alarm, {@value #LEAST_WARM_UP} or more
     * @throws IllegalArgumentException if there are fewer
     */
    public HoltWinters(int warmUp) {
        this(new WarmUp(warmUp, LEAST_WARM_UP));
    }

    private HoltWinters(WarmUp warmUp) {
        this.warmUp = warmUp;
        Arrays.fill(season, Double.NaN);
    }

    @Override
    public Verdict observe(long timestamp, double value) {
        double bounded = Expectation.bounded(value);
        enter(Math.floorDiv(timestamp, QUARTER_MS));
        double forecast = forecast();
        Verdict verdict = warmUp.isOver()
                ? new Expectation(forecast, CONSISTENCY * error.mean(), TOLERANCE).judge(bounded, "the forecast")
                : warmUp.learning();
        warmUp.count();
        if (!Double.isNaN(forecast)) {
            error.add(Math.abs(bounded - forecast));
        }
        current.add(bounded);
        return verdict;
    }

    /** Learns from the quarter that is complete if this is another one. */
    private void enter(long now) {
        if (current.isEmpty()) {
            firstQuarter = now;
        } else if (now != quarter) {
            learn(Math.floorMod(quarter, QUARTERS), current.mean());
            current.clear();
            if (!seasonal && now - firstQuarter >= QUARTERS) {
                startSeason();
            }
        }
        quarter = now;
    }

    private double forecast() {
        if (Double.isNaN(level)) {
            return current.isEmpty() ? Double.NaN : current.mean();
        }
        return seasonal ? level + trend + known(season[Math.floorMod(quarter, QUARTERS)]) : level;
    }

    private static double known(double season) {
        return Double.isNaN(season) ? 0 : season;
    }

    private void learn(int index, double value) {
        if (seasonal) {
            double before = level;
            level += trend + LEVEL_WEIGHT * (value - known(season[index]) - level - trend);
            trend += TREND_WEIGHT * (level - before - trend);
            double away = value - level;
            season[index] = Double.isNaN(season[index]) ? away : season[index] + SEASON_WEIGHT * (away - season[index]);
        } else {
            level = Double.isNaN(level) ? value : level + LEVEL_WEIGHT * (value - level);
            season[index] = value;
        }
    }

    private void startSeason() {
        RunningMean day = new RunningMean(0);
        for (double value : season) {
            if (!Double.isNaN(value)) {
                day.add(value);
            }
        }
        level = day.mean();
        for (int i = 0; i < QUARTERS; i++) {
            season[i] -= level;
        }
        seasonal = true;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        warmUp.write(out, VERSION);
        current.write(out);
        error.write(out);
        out.writeBoolean(seasonal);
        out.writeLong(firstQuarter);
        out.writeLong(quarter);
        out.writeDouble(level);
        out.writeDouble(trend);
        for (double value : season) {
            out.writeDouble(value);
        }
    }

    /** Reads one that {@link #write} wrote. */
    public static HoltWinters read(DataInput in) throws IOException {
        HoltWinters detector = new HoltWinters(WarmUp.read(in, VERSION, "a Holt-Winters forecast"));
        detector.current.read(in);
        detector.error.read(in);
        detector.seasonal = in.readBoolean();
        detector.firstQuarter = in.readLong();
        detector.quarter = in.readLong();
        detector.level = in.readDouble();
        detector.trend = in.readDouble();
        for (int i = 0; i < QUARTERS; i++) {
            detector.season[i] = in.readDouble();
        }
        return detector;
    }
}
