package dev.tocsin.benchmarks.anomalies;

import dev.tocsin.benchmarks.anomalies.LabelledSeries.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * NAB's scoring function (Lavin and Ahmad, Evaluating Real-Time Anomaly Detection Algorithms, 2015): a window is worth up to
 * one for its earliest alarm, the more the earlier; an alarm outside of all windows costs, less just behind one. There is one
 * threshold for all series, the best there is. 0 is no alarm at all, 100 each window found at its first row and nothing else.
 */
final class Scoring {

    private static final double STEEPNESS = 5;
    /** Farther behind a window than so many times its width, an alarm costs all. */
    private static final double FAR = 3;

    private final Map<LabelledSeries, double[]> worth;

    Scoring(List<LabelledSeries> all) {
        worth = new java.util.IdentityHashMap<>();
        all.forEach(series -> worth.put(series, worth(series)));
    }

    /**
     * What came of one threshold.
     *
     * @param normalised 0 to 100, negative if no alarm at all were better
     * @param raw the sum that it is made of
     * @param found windows with an alarm
     * @param falseAlarms rows with an alarm outside of all windows
     */
    record Score(double normalised, double raw, double threshold, int windows, int found, int falseAlarms) {}

    /** What an alarm at each row earns, in a window, or costs, outside. */
    private static double[] worth(LabelledSeries series) {
        double[] worth = new double[series.size()];
        Arrays.fill(worth, -1);
        List<Window> windows = series.windows();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            for (int row = window.first(); row <= window.last(); row++) {
                worth[row] = squash((row - window.last() - 1) / (double) window.width()) / squash(-1);
            }
            int end = i + 1 < windows.size() ? windows.get(i + 1).first() : series.size();
            for (int row = window.last() + 1; row < end; row++) {
                worth[row] = squash((row - window.last()) / (double) Math.max(1, window.width() - 1));
            }
        }
        return worth;
    }

    private static double squash(double distance) {
        return distance > FAR ? -1 : 2 / (1 + Math.exp(STEEPNESS * distance)) - 1;
    }

    /** One row that may be an alarm. */
    private record Candidate(double score, double worth, Window window) {}

    /** The best threshold for some of the series. */
    double bestThreshold(Results results, List<LabelledSeries> some, Profile profile) {
        List<Candidate> candidates = new ArrayList<>();
        for (LabelledSeries series : some) {
            double[] scores = results.of(series);
            Window[] owners = owners(series);
            for (int row = series.warmUp(); row < scores.length; row++) {
                if (scores[row] > 0) {
                    candidates.add(new Candidate(scores[row], worth.get(series)[row], owners[row]));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        Map<Window, Double> earned = new java.util.IdentityHashMap<>();
        double total = 0;
        double best = 0;
        double threshold = Double.POSITIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (candidate.window() == null) {
                total += profile.falseAlarm() * candidate.worth();
            } else {
                double before = earned.getOrDefault(candidate.window(), -profile.missed());
                double now = Math.max(before, candidate.worth());
                total += now - before;
                earned.put(candidate.window(), now);
            }
            boolean last = i + 1 == candidates.size() || candidates.get(i + 1).score() < candidate.score();
            if (last && total > best) {
                best = total;
                threshold = candidate.score();
            }
        }
        return threshold;
    }

    /** The window of each row, null outside. */
    private static Window[] owners(LabelledSeries series) {
        Window[] owners = new Window[series.size()];
        series.windows().forEach(window -> Arrays.fill(owners, window.first(), window.last() + 1, window));
        return owners;
    }

    Score best(Results results, List<LabelledSeries> some, Profile profile) {
        return at(bestThreshold(results, some, profile), results, some, profile);
    }

    Score at(double threshold, Results results, List<LabelledSeries> some, Profile profile) {
        double raw = 0;
        int windows = 0;
        int found = 0;
        int falseAlarms = 0;
        for (LabelledSeries series : some) {
            double[] scores = results.of(series);
            Window[] owners = owners(series);
            Map<Window, Double> earned = new java.util.IdentityHashMap<>();
            for (int row = series.warmUp(); row < scores.length; row++) {
                if (scores[row] >= threshold) {
                    double worthOfRow = worth.get(series)[row];
                    if (owners[row] == null) {
                        raw += profile.falseAlarm() * worthOfRow;
                        falseAlarms++;
                    } else {
                        earned.merge(owners[row], worthOfRow, Math::max);
                    }
                }
            }
            // What ends within the warm-up can be neither found nor missed.
            int live = (int) series.windows().stream()
                    .filter(window -> window.last() >= series.warmUp())
                    .count();
            raw += earned.values().stream().mapToDouble(Double::doubleValue).sum();
            raw -= profile.missed() * (live - earned.size());
            windows += live;
            found += earned.size();
        }
        return new Score(normalised(raw, some, profile), raw, threshold, windows, found, falseAlarms);
    }

    /** 100 for all windows at their first row, 0 for no alarm. */
    static double normalised(double raw, List<LabelledSeries> some, Profile profile) {
        double none = 0;
        double perfect = 0;
        for (LabelledSeries series : some) {
            perfect += series.windows().size();
            none -= profile.missed()
                    * series.windows().stream()
                            .filter(window -> window.last() >= series.warmUp())
                            .count();
        }
        return 100 * (raw - none) / (perfect - none);
    }
}
