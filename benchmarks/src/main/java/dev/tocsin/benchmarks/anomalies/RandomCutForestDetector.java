package dev.tocsin.benchmarks.anomalies;

import com.amazon.randomcutforest.RandomCutForest;
import dev.tocsin.health.detect.Detector;
import java.io.DataOutput;

/**
 * A robust random cut forest (Guha, Mishra, Roy and Schrijvers, ICML 2016) as its authors' library has it, with the library's
 * defaults, over the last {@value #SHINGLE} values. The limit is {@value #TOLERANCE} standard deviations above the mean of its
 * earlier scores, the rule of thumb of control charts.
 *
 * <p>It says how strange a value is, not what it should have been: the expected range is NaN. Takes about 1.2 MiB.
 */
public final class RandomCutForestDetector implements Detector {

    /** The forest needs a quarter of its sample before it has scores. */
    private static final int LEAST_WARM_UP = 128;

    private static final int SHINGLE = 8;
    private static final int TREES = 50;
    private static final int SAMPLE = 256;
    private static final long SEED = 42;
    private static final double TOLERANCE = 3;
    /** The forest computes in floats; larger values are taken for this one. */
    private static final double LARGEST = 1e30;

    private final int warmUp;
    private final RandomCutForest forest;
    private long values;
    private long scores;
    private double mean;
    private double squares;

    /**
     * @param warmUp values to learn from before the first alarm, {@value #LEAST_WARM_UP} or more
     * @throws IllegalArgumentException if there are fewer
     */
    public RandomCutForestDetector(int warmUp) {
        if (warmUp < LEAST_WARM_UP) {
            throw new IllegalArgumentException("a warm-up of " + warmUp + " values is less than " + LEAST_WARM_UP);
        }
        this.warmUp = warmUp;
        this.forest = RandomCutForest.builder()
                .dimensions(SHINGLE)
                .shingleSize(SHINGLE)
                .internalShinglingEnabled(true)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .randomSeed(SEED)
                .build();
    }

    @Override
    public Verdict observe(long timestamp, double value) {
        Detector.requireFinite(value);
        float[] point = {(float) Math.max(-LARGEST, Math.min(LARGEST, value))};
        double score = forest.getAnomalyScore(point);
        Verdict verdict = values < warmUp ? Verdict.learning(warmUp - values) : judge(score);
        values++;
        if (forest.isOutputReady()) {
            learn(score);
        }
        forest.update(point);
        return verdict;
    }

    private Verdict judge(double score) {
        double excess = Math.max(0, score - mean);
        double deviation = Math.sqrt(squares / scores);
        double scaled = excess == 0 ? 0 : excess / (excess + TOLERANCE * deviation);
        String reason = scaled < Verdict.ANOMALOUS
                ? AS_USUAL
                : Math.round(excess / deviation) + " deviations stranger than the mean of earlier values";
        return new Verdict(scaled, Double.NaN, Double.NaN, reason);
    }

    /** In one pass (Welford, Technometrics 4, 1962). */
    private void learn(double score) {
        double before = mean;
        scores++;
        mean += (score - before) / scores;
        squares += (score - before) * (score - mean);
    }

    /** @throws UnsupportedOperationException always */
    @Override
    public void write(DataOutput out) {
        throw new UnsupportedOperationException("the random cut forest is for comparison only");
    }
}
