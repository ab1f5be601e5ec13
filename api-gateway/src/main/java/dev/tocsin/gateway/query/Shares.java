package dev.tocsin.gateway.query;

import dev.tocsin.gateway.query.QueryAnswer.Point;
import java.util.List;

/** The distribution of results that either failed, 1, or did not, 0: two counts tell all of it. */
final class Shares {

    /** By linear interpolation between closest ranks, as of every other distribution. */
    static Point of(long known, long failed, List<Double> percentiles) {
        return new Point(
                percentiles.stream()
                        .map(percent -> percentile(known, known - failed, percent))
                        .toList(),
                failed < known ? 0 : 1,
                failed > 0 ? 1 : 0,
                failed / (double) known,
                known);
    }

    private static double percentile(long known, long good, double percent) {
        double rank = (known - 1) * percent / 100;
        long below = (long) rank;
        double low = below >= good ? 1 : 0;
        double high = below + 1 >= good && below + 1 < known ? 1 : low;
        return low + (rank - below) * (high - low);
    }

    private Shares() {}
}
