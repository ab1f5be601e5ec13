package dev.tocsin.health.figures;

/**
 * How often something was observed: events / seconds covered.
 *
 * <p>Covered is the whole view, or the part since the series began. A gap in the middle counts as covered: divided by the
 * time that the observations themselves stand for, the rate would be the configured one whatever happened; that time is told
 * beside it as coverage. What one observation stands for counts as covered as well, up to the view's length, so that one
 * check an hour is 0.017 a minute right after the first.
 *
 * @param perMinute NaN if nothing was observed and the series had not begun
 */
public record Rate(double perMinute) {

    public static final Rate UNKNOWN = new Rate(Double.NaN);

    /**
     * The rate in a view.
     *
     * @param observations of all locations
     * @param viewMs length of the view
     * @param sinceBeginMs how long ago, at the end of the view, the series began
     * @param stoodForMs the time that the observations of one location stand for, summed
     */
    public static Rate of(long observations, long viewMs, long sinceBeginMs, long stoodForMs) {
        long covered = Math.min(viewMs, Math.max(sinceBeginMs, stoodForMs));
        return covered <= 0 ? UNKNOWN : new Rate(observations * 60_000.0 / covered);
    }

    /** Throughput. */
    public double perSecond() {
        return perMinute / 60;
    }
}
