package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Finds what a series has not done before. Five parts look at the same values: their extremes, their level, their distance
 * from what is usual at that time of the day, how much they jump about, and their largest step. Each keeps what it has seen and asks how far the
 * new is from all of that, measured by how far new things used to be. After an alarm it rests, unless something much stronger
 * happens.
 *
 * <p>The time scale of all of it is the warm-up: blocks are parts of it, memory and rest are multiples. Nothing else has to
 * be set. The state is less than 4 KiB. See {@code docs/anomalies.md} for the reasons, the sources and the measurements.
 */
public final class NoveltyDetector implements Detector {

    public static final int LEAST_WARM_UP = 30;
    /** Longer blocks would not fit into the state. */
    public static final int MOST_WARM_UP = 1_440;

    private static final int VERSION = 1;
    /** What is not seen again for eight warm-ups is new again. */
    private static final int MEMORY = 8;

    /** Blocks in a warm-up. */
    private static final int EXTREMES = 104;

    private static final int LEVELS = 25;
    private static final int STEPS = 60;
    private static final int RESIDUALS = 30;

    private static final Sign[] SIGNS = Sign.values();
    /** Differences of so small a part of the value are taken for rounding. */
    private static final double ROUNDING = 0.01;
    /** So many times as strong as the last alarm must be what ends the rest. */
    private static final double MUCH_STRONGER = 3;

    /**
     * How surprising each part has to be for an alarm, and how long the rest after it is. A surprise of 1 is as far as the
     * series hardly ever goes.
     *
     * @param rest part of the warm-up
     */
    public record Limits(double extreme, double level, double season, double jumps, double step, double rest) {

        public static final Limits DEFAULT = new Limits(0.65, 0.65, 1, 2, 1, 0.4);

        /** @param times how many times more sensitive; 2 halves each limit */
        public Limits moreSensitive(double times) {
            return new Limits(extreme / times, level / times, season / times, jumps / times, step / times, rest);
        }
    }

    private final int warmUp;
    private final Limits limits;
    private final ExtremeNovelty extremes;
    private final BlockNovelty level;
    private final BlockNovelty season;
    private final BlockNovelty jumps;
    private final BlockNovelty step;
    private final DayProfile profile = new DayProfile();
    private final ExpectedBand band;

    private long values;
    private long firstAt;
    private long latestAt;
    private double previous = Double.NaN;
    private long alarmAt = Long.MIN_VALUE / 2;
    private double alarm;

    /**
     * One that has seen nothing.
     *
     * @param warmUp values to learn from before the first alarm, {@value #LEAST_WARM_UP} to {@value #MOST_WARM_UP}
     * @throws IllegalArgumentException if there are fewer or more
     */
    public NoveltyDetector(int warmUp, Limits limits) {
        if (warmUp < LEAST_WARM_UP || warmUp > MOST_WARM_UP) {
            throw new IllegalArgumentException(
                    "a warm-up of " + warmUp + " values is not between " + LEAST_WARM_UP + " and " + MOST_WARM_UP);
        }
        this.warmUp = warmUp;
        this.limits = limits;
        this.extremes = new ExtremeNovelty(rows(EXTREMES), MEMORY * EXTREMES);
        this.level = block(Reduction.mean(rows(LEVELS)), LEVELS);
        this.season = block(Reduction.median(rows(RESIDUALS)), RESIDUALS);
        this.jumps = block(Reduction.median(rows(RESIDUALS)), RESIDUALS);
        this.step = block(Reduction.largest(rows(STEPS)), STEPS);
        this.band = new ExpectedBand(warmUp / 2);
    }

    private int rows(int blocks) {
        return Math.max(1, warmUp / blocks);
    }

    private static BlockNovelty block(Reduction reduction, int blocks) {
        return new BlockNovelty(reduction, MEMORY * blocks);
    }

    @Override
    public Verdict observe(long timestamp, double value) {
        Detector.requireFinite(value);
        double usual = profile.usual(timestamp);
        double low = band.low(usual);
        double high = band.high(usual);
        double rounding = ROUNDING * Math.abs(band.smoothed());
        double jump = Double.isNaN(previous) ? 0 : Math.abs(value - previous);
        double[] strengths = {
            extremes.observe(value, rounding) / limits.extreme(),
            level.observe(value, rounding) / limits.level(),
            Double.isNaN(usual) ? 0 : season.observe(value - usual, rounding) / limits.season(),
            step.observe(jump, rounding) / limits.step(),
            jumps.observe(jump, rounding) / limits.jumps()
        };
        int strongest = 0;
        for (int i = 1; i < strengths.length; i++) {
            strongest = strengths[i] > strengths[strongest] ? i : strongest;
        }
        learn(timestamp, value, usual);
        return verdict(strengths[strongest], SIGNS[strongest], low, high);
    }

    private void learn(long timestamp, double value, double usual) {
        profile.add(timestamp, value);
        band.add(value, usual);
        previous = value;
        if (values == 0) {
            firstAt = timestamp;
        }
        latestAt = Math.max(latestAt, timestamp);
        values++;
    }

    private Verdict verdict(double strength, Sign sign, double low, double high) {
        if (values <= warmUp) {
            return Verdict.learning(warmUp - values + 1);
        }
        if (strength < 1) {
            return new Verdict(score(strength), low, high, AS_USUAL);
        }
        boolean rests = values - alarmAt <= limits.rest() * warmUp && strength <= MUCH_STRONGER * alarm;
        if (rests) {
            return new Verdict(0, low, high, "still within the last alarm");
        }
        alarmAt = values;
        alarm = strength;
        return new Verdict(score(strength), low, high, reason(sign));
    }

    private static double score(double strength) {
        return strength / (1 + strength);
    }

    private String reason(Sign sign) {
        String span = TimeSpan.words(remembered());
        return switch (sign) {
            case EXTREME ->
                switch (extremes.place()) {
                    case HIGHEST -> "the highest in " + span;
                    case LOWEST -> "the lowest in " + span;
                    default -> "unlike any value in " + span;
                };
            case LEVEL ->
                switch (level.place()) {
                    case HIGHEST -> "on average the highest in " + span;
                    case LOWEST -> "on average the lowest in " + span;
                    default -> "on average unlike any time in " + span;
                };
            case SEASON ->
                switch (season.place()) {
                    case HIGHEST -> "far above the usual for this time of the day";
                    case LOWEST -> "far below the usual for this time of the day";
                    default -> "unusual for this time of the day";
                };
            case STEP ->
                switch (step.place()) {
                    case HIGHEST -> "a step as never in " + span;
                    case LOWEST -> "as still as never in " + span;
                    default -> "a step unlike any in " + span;
                };
            case JUMPS ->
                switch (jumps.place()) {
                    case HIGHEST -> "jumping about as never in " + span;
                    case LOWEST -> "as still as never in " + span;
                    default -> "jumping about unlike any time in " + span;
                };
        };
    }

    /** How far back it remembers, ms. */
    private long remembered() {
        long age = latestAt - firstAt;
        double memory = (double) MEMORY * warmUp;
        return values <= memory ? age : (long) (age * (memory / values));
    }

    /** The parts, in the order in which they are asked. */
    private enum Sign {
        EXTREME,
        LEVEL,
        SEASON,
        STEP,
        JUMPS
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeShort(warmUp);
        out.writeLong(values);
        out.writeLong(firstAt);
        out.writeLong(latestAt);
        out.writeDouble(previous);
        out.writeLong(alarmAt);
        out.writeDouble(alarm);
        extremes.write(out);
        level.write(out);
        season.write(out);
        jumps.write(out);
        step.write(out);
        profile.write(out);
        band.write(out);
    }

    /** Reads one that {@link #write} wrote. */
    public static NoveltyDetector read(DataInput in, Limits limits) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("state of a novelty detector has version " + version + ", not " + VERSION);
        }
        NoveltyDetector detector = new NoveltyDetector(in.readUnsignedShort(), limits);
        detector.values = in.readLong();
        detector.firstAt = in.readLong();
        detector.latestAt = in.readLong();
        detector.previous = in.readDouble();
        detector.alarmAt = in.readLong();
        detector.alarm = in.readDouble();
        detector.extremes.read(in);
        detector.level.read(in);
        detector.season.read(in);
        detector.jumps.read(in);
        detector.step.read(in);
        detector.profile.read(in);
        detector.band.read(in);
        return detector;
    }
}
