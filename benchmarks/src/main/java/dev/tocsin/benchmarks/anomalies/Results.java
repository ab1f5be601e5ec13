package dev.tocsin.benchmarks.anomalies;

import dev.tocsin.health.detect.Detector;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The scores of one detector, a fresh one for each series, in one pass on one thread. */
final class Results {

    private final Map<LabelledSeries, double[]> scores = new IdentityHashMap<>();
    private long nanoseconds;
    private long points;
    private int stateBytes;

    /** @param detector makes one for a series */
    static Results of(Iterable<LabelledSeries> all, Function<LabelledSeries, Detector> detector) {
        return from(0, all, detector);
    }

    /** @param start the part of its warm-up that each series begins later, which moves all blocks */
    static Results from(double start, Iterable<LabelledSeries> all, Function<LabelledSeries, Detector> detector) {
        Results results = new Results();
        for (LabelledSeries series : all) {
            results.run((int) (start * series.warmUp()), series, detector.apply(series));
        }
        return results;
    }

    private void run(int first, LabelledSeries series, Detector detector) {
        double[] judged = new double[series.size()];
        long began = System.nanoTime();
        for (int row = first; row < judged.length; row++) {
            judged[row] =
                    detector.observe(series.timestamp(row), series.value(row)).score();
        }
        nanoseconds += System.nanoTime() - began;
        points += judged.length - first;
        scores.put(series, judged);
        stateBytes = Math.max(stateBytes, size(detector));
    }

    /** 0 of one that cannot be written. */
    private static int size(Detector detector) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            detector.write(new DataOutputStream(bytes));
        } catch (UnsupportedOperationException | IOException e) {
            return 0;
        }
        return bytes.size();
    }

    double[] of(LabelledSeries series) {
        return scores.get(series);
    }

    double microsecondsPerPoint() {
        return nanoseconds / 1e3 / points;
    }

    /** Of the largest at the end of its series. */
    int stateBytes() {
        return stateBytes;
    }

    /** Writes {@code timestamp,value,anomaly_score} for each row, a file for each series under its path. */
    void write(Path folder) throws IOException {
        for (Map.Entry<LabelledSeries, double[]> entry : scores.entrySet()) {
            LabelledSeries series = entry.getKey();
            StringBuilder lines = new StringBuilder("timestamp,value,anomaly_score\n");
            for (int row = 0; row < series.size(); row++) {
                lines.append(series.stamp(row))
                        .append(',')
                        .append(series.value(row))
                        .append(',')
                        .append(String.format(Locale.ROOT, "%.9f", entry.getValue()[row]))
                        .append('\n');
            }
            Path file = folder.resolve(series.path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines, StandardCharsets.UTF_8);
        }
    }
}
