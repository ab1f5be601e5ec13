package dev.tocsin.benchmarks.anomalies;

import dev.tocsin.health.detect.NoveltyDetector;
import dev.tocsin.health.detect.NoveltyDetector.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What our detector would have scored had it never seen a category: for each of them, limits and threshold are chosen on all
 * the others, and the category is scored with those.
 */
final class CrossValidation {

    private static final double[] FACTORS = {0.75, 1, 1.33};
    private static final double[] RESTS = {0.3, 0.4, 0.5};

    private final List<LabelledSeries> all;
    private final Scoring scoring;
    private final Map<Limits, Results> results = new HashMap<>();

    CrossValidation(List<LabelledSeries> all, Scoring scoring) {
        this.all = all;
        this.scoring = scoring;
    }

    /** The standard profile, 0 to 100. */
    double standard() {
        for (Limits limits : grid()) {
            results.put(limits, Results.of(all, series -> Contestant.novelty(series.warmUp(), limits)));
        }
        double raw = 0;
        for (String category :
                all.stream().map(LabelledSeries::category).distinct().toList()) {
            List<LabelledSeries> others = all.stream()
                    .filter(series -> !series.category().equals(category))
                    .toList();
            List<LabelledSeries> unseen = all.stream()
                    .filter(series -> series.category().equals(category))
                    .toList();
            Limits best = Limits.DEFAULT;
            double most = Double.NEGATIVE_INFINITY;
            for (Limits limits : grid()) {
                double score = scoring.best(results.get(limits), others, Profile.STANDARD)
                        .raw();
                if (score > most) {
                    most = score;
                    best = limits;
                }
            }
            double threshold = scoring.bestThreshold(results.get(best), others, Profile.STANDARD);
            raw += scoring.at(threshold, results.get(best), unseen, Profile.STANDARD)
                    .raw();
        }
        return Scoring.normalised(raw, all, Profile.STANDARD);
    }

    /** Around the limits that the detector comes with, which are one of them. */
    private static List<Limits> grid() {
        Limits middle = NoveltyDetector.Limits.DEFAULT;
        List<Limits> grid = new ArrayList<>();
        for (double level : FACTORS) {
            for (double season : FACTORS) {
                for (double jumps : FACTORS) {
                    for (double rest : RESTS) {
                        grid.add(new Limits(
                                middle.extreme(),
                                middle.level() * level,
                                middle.season() * season,
                                middle.jumps() * jumps,
                                middle.step(),
                                rest));
                    }
                }
            }
        }
        return grid;
    }
}
