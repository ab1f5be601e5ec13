package dev.tocsin.benchmarks.anomalies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.benchmarks.anomalies.Scoring.Score;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Prints what detectors scored, ours first, and collects it as JSON. */
final class AnomaliesTable {

    private static final String PUBLISHED = "published.csv";
    /** The series of the published figures that stand beside ours. */
    private static final int PUBLISHED_SERIES = 35;

    private static final String RESTING = ", resting";
    private static final int STARTS = 8;
    /** Part of the warm-up. */
    private static final double LATER = 0.01;

    private final PrintWriter out;
    private final List<LabelledSeries> all;
    private final Scoring scoring;
    private final ObjectNode figures = Json.mapper().createObjectNode();

    AnomaliesTable(PrintWriter out, List<LabelledSeries> all) {
        this.out = out;
        this.all = all;
        this.scoring = new Scoring(all);
    }

    /** Score per profile and category, and what it costs. */
    void categories(Contestant contestant, Results results) {
        out.printf(Locale.ROOT, "%n%s on %d series%n", contestant.wire(), all.size());
        out.printf("%-12s %8s %10s %9s %14s%n", "profile", "score", "threshold", "windows", "false alarms");
        for (Profile profile : Profile.values()) {
            Score score = scoring.best(results, all, profile);
            out.printf(
                    Locale.ROOT,
                    "%-12s %8.1f %10.4f %5d/%-3d %14d%n",
                    profile.wire(),
                    score.normalised(),
                    score.threshold(),
                    score.found(),
                    score.windows(),
                    score.falseAlarms());
        }
        Score alarms = scoring.at(0.5, results, all, Profile.STANDARD);
        out.printf(
                Locale.ROOT,
                "%-12s %8.1f %10.4f %5d/%-3d %14d%n",
                "as it rings",
                alarms.normalised(),
                0.5,
                alarms.found(),
                alarms.windows(),
                alarms.falseAlarms());
        double threshold = scoring.bestThreshold(results, all, Profile.STANDARD);
        out.printf("%n%-24s %8s %9s %14s%n", "category", "standard", "windows", "false alarms");
        for (String category :
                all.stream().map(LabelledSeries::category).distinct().toList()) {
            List<LabelledSeries> some = all.stream()
                    .filter(series -> series.category().equals(category))
                    .toList();
            Score score = scoring.at(threshold, results, some, Profile.STANDARD);
            out.printf(
                    Locale.ROOT,
                    "%-24s %8s %5d/%-3d %14d%n",
                    category,
                    score.windows() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", score.normalised()),
                    score.found(),
                    score.windows(),
                    score.falseAlarms());
        }
        out.println();
        cost(contestant, results);
        out.flush();
    }

    void cost(Contestant contestant, Results results) {
        out.printf(
                Locale.ROOT,
                "%.2f µs a point on one thread, at most %,d bytes of state a series%n",
                results.microsecondsPerPoint(),
                results.stateBytes());
        put(contestant.wire(), results);
    }

    /** All detectors beside each other, then the published ones, then what cross-validation says. */
    void compare(Contestant first, Results ofFirst) throws IOException {
        out.printf("%n%-30s %8s %8s %8s %12s %12s%n", "", "standard", "low_fp", "low_fn", "µs a point", "state bytes");
        line(first.wire(), ofFirst);
        for (Contestant other : Contestant.values()) {
            if (other != first) {
                line(other.wire(), other.run(all));
                line(other.wire() + RESTING, other.runResting(all));
            }
        }
        published();
        out.println();
        starts(first);
        double crossValidated = new CrossValidation(all, scoring).standard();
        figures.put("cross_validated_standard", crossValidated);
        out.printf(
                Locale.ROOT,
                "novelty, limits and threshold chosen without the category that is scored: standard %.1f%n",
                crossValidated);
        out.flush();
    }

    /** A detector that looks at blocks has luck, good or bad, with where they begin. */
    private void starts(Contestant contestant) {
        double sum = 0;
        StringBuilder scores = new StringBuilder();
        for (int i = 1; i <= STARTS; i++) {
            Results later = contestant.runFrom(i * LATER, all);
            double score = scoring.best(later, all, Profile.STANDARD).normalised();
            sum += score;
            scores.append(String.format(Locale.ROOT, " %.1f", score));
        }
        figures.put("standard_from_other_starts", sum / STARTS);
        out.printf(
                Locale.ROOT,
                "%s, each series begun 1 to %d hundredths of its warm-up later: standard%s, on average %.1f%n",
                contestant.wire(),
                STARTS,
                scores,
                sum / STARTS);
    }

    private void line(String name, Results results) {
        out.printf(
                Locale.ROOT,
                "%-30s %8.1f %8.1f %8.1f %12.2f %12s%n",
                name,
                scoring.best(results, all, Profile.STANDARD).normalised(),
                scoring.best(results, all, Profile.LOW_FP).normalised(),
                scoring.best(results, all, Profile.LOW_FN).normalised(),
                results.microsecondsPerPoint(),
                results.stateBytes() == 0 ? "-" : String.format(Locale.ROOT, "%,d", results.stateBytes()));
        put(name, results);
        out.flush();
    }

    private void put(String name, Results results) {
        ObjectNode figure = figures.putObject(name);
        for (Profile profile : Profile.values()) {
            figure.put(profile.wire(), scoring.best(results, all, profile).normalised());
        }
        figure.put("microseconds_per_point", results.microsecondsPerPoint()).put("state_bytes", results.stateBytes());
    }

    private void published() throws IOException {
        boolean same = all.size() == PUBLISHED_SERIES;
        out.printf("%npublished, of all 58 series%s%n", same ? " | of these 35" : "");
        try (InputStream csv = AnomaliesTable.class.getResourceAsStream(PUBLISHED)) {
            List<String> lines = new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
            for (String line : lines) {
                String[] cells = line.split(",");
                out.printf("%-24s %8s %8s %8s", cells[0], cells[1], cells[2], cells[3]);
                out.printf(same ? " | %8s %8s %8s%n" : "%n", cells[4], cells[5], cells[6]);
            }
        }
    }

    byte[] json() {
        return Json.encode(figures);
    }
}
