package dev.tocsin.benchmarks.anomalies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One series of the benchmark with the windows in which its anomalies lie. Compared by identity.
 *
 * <p>A file has the columns {@code timestamp} (such as {@code 2014-04-01 00:05:00}, taken for UTC) and {@code value}.
 */
final class LabelledSeries {

    private static final int WARM_UP_PERCENT = 15;
    private static final int MOST_WARM_UP = 750;

    private final String path;
    private final List<String> stamps;
    private final long[] timestamps;
    private final double[] values;
    private final List<Window> windows;

    /** First and last row of a window. */
    record Window(int first, int last) {
        int width() {
            return last - first + 1;
        }
    }

    private LabelledSeries(String path, List<String> stamps, long[] timestamps, double[] values, List<Window> windows) {
        this.path = path;
        this.stamps = stamps;
        this.timestamps = timestamps;
        this.values = values;
        this.windows = windows;
    }

    /**
     * Every series below a folder, by path.
     *
     * @param windows of each relative path, first and last timestamp; a path that is not in it has none
     * @throws IOException if a file cannot be read, or is not such a file
     */
    static List<LabelledSeries> below(Path folder, Map<String, List<List<String>>> windows) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        List<LabelledSeries> all = new ArrayList<>();
        for (Path file : files) {
            String path = folder.relativize(file).toString().replace('\\', '/');
            all.add(read(path, Files.readAllLines(file), windows.getOrDefault(path, List.of())));
        }
        return all;
    }

    static LabelledSeries read(String path, List<String> lines, List<List<String>> windows) throws IOException {
        List<String> stamps = new ArrayList<>();
        Map<String, Integer> rows = new HashMap<>();
        long[] timestamps = new long[lines.size() - 1];
        double[] values = new double[lines.size() - 1];
        for (int row = 0; row < values.length; row++) {
            String[] cells = lines.get(row + 1).split(",");
            try {
                String stamp = stamp(cells[0]);
                timestamps[row] = LocalDateTime.parse(stamp.replace(' ', 'T'))
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
                values[row] = Double.parseDouble(cells[1]);
                stamps.add(cells[0]);
                rows.putIfAbsent(stamp, row);
            } catch (DateTimeParseException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException(
                        path + ", line " + (row + 2) + " is not 'timestamp,value': " + lines.get(row + 1), e);
            }
        }
        List<Window> found = new ArrayList<>();
        for (List<String> window : windows) {
            Integer first = rows.get(stamp(window.get(0)));
            Integer last = rows.get(stamp(window.get(1)));
            if (first == null || last == null) {
                throw new IOException(path + " has no rows at the ends of the window " + window);
            }
            found.add(new Window(first, last));
        }
        found.sort((one, other) -> Integer.compare(one.first(), other.first()));
        return new LabelledSeries(path, stamps, timestamps, values, List.copyOf(found));
    }

    /** Without fractions of a second, in one spelling. */
    private static String stamp(String text) {
        return text.strip().replace('T', ' ').replaceFirst("\\..*", "");
    }

    /** Its path below the folder of all series, such as {@code realTweets/Twitter_volume_AAPL.csv}. */
    String path() {
        return path;
    }

    /** The folder that it lies in. */
    String category() {
        return path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
    }

    int size() {
        return values.length;
    }

    /** Epoch ms. */
    long timestamp(int row) {
        return timestamps[row];
    }

    /** As it is in the file. */
    String stamp(int row) {
        return stamps.get(row);
    }

    double value(int row) {
        return values[row];
    }

    List<Window> windows() {
        return windows;
    }

    /** Rows that are never scored, which the benchmark gives detectors to learn from. */
    int warmUp() {
        return Math.min(WARM_UP_PERCENT * size() / 100, MOST_WARM_UP);
    }
}
