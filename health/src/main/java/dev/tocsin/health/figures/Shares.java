package dev.tocsin.health.figures;

/** The distribution of results that either failed, 1, or did not, 0: two counts tell all of it. */
public final class Shares {

    /**
     * A percentile by linear interpolation between closest ranks, as of every other distribution.
     *
     * @param known all results, at least one
     * @param failed those that are 1
     * @param percent 0 to 100
     */
    public static double percentile(long known, long failed, double percent) {
        double rank = (known - 1) * percent / 100;
        long below = (long) rank;
        double low = at(below, known - failed);
        return low + (rank - below) * (at(Math.min(below + 1, known - 1), known - failed) - low);
    }

    private static double at(long rank, long good) {
        return rank >= good ? 1 : 0;
    }

    private Shares() {}
}
