package dev.tocsin.health.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One number from 0 to 100 for how well a service does, with the parts that it is made of.
 *
 * <p>There is no standard for such a number, so this one can be recomputed by hand: a weighted mean of four parts, each from
 * 0 to 1 and linear between two points that mean something.
 *
 * <ul>
 *   <li>availability, weight 40: uptime over 24 h, from nothing at 90 %, where it turns red, to all at 100 %. It weighs most,
 *       because a service that does not answer has no other virtue.
 *   <li>latency, weight 30: the Apdex of the view as it is. What failed is frustrated, so it lowers this part too, on purpose:
 *       a fast error is not a fast answer.
 *   <li>errors, weight 20: the error rate of the view, from all at 0 to nothing at 5 %, where it turns red. It tells of now,
 *       where availability tells of the day.
 *   <li>budget, weight 10: the share of the error budget that is left, none if overspent. It alone knows what was promised.
 * </ul>
 *
 * A part that is not known is left out and the others weigh more, because 0 would say that it is bad and 1 that it is good.
 * A silent service has no score: the parts would tell of a time that is over.
 *
 * @param value 0..100, NaN if no part is known or the service is silent
 */
public record HealthScore(double value, List<Part> parts) {

    private static final double ALL = 1;

    public HealthScore {
        parts = List.copyOf(parts);
    }

    /** What the score is made of, with its weight. */
    public enum Aspect {
        AVAILABILITY(40),
        LATENCY(30),
        ERRORS(20),
        BUDGET(10);

        private final int weight;

        Aspect(int weight) {
            this.weight = weight;
        }

        public int weight() {
            return weight;
        }

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One part.
     *
     * @param fraction of its weight that it earned, 0..1; NaN if unknown
     * @param reason what it was computed from
     */
    public record Part(Aspect aspect, double fraction, String reason) {

        /** Of {@link Aspect#weight()}; NaN if unknown. */
        public double points() {
            return fraction * aspect.weight();
        }
    }

    /**
     * Computes the score.
     *
     * @param view the figures of the view that the service is looked at through
     * @param uptime share of good checks over the last 24 h, 0..1, NaN if unknown
     * @param budgetLeft share of the error budget that is left, NaN if unknown
     */
    public static HealthScore of(Figures view, double uptime, double budgetLeft, boolean silent) {
        double redUptime = Graded.UPTIME.redLimit() / 100;
        double redErrors = Graded.ERROR_RATE.redLimit() / 100;
        List<Part> parts = new ArrayList<>();
        parts.add(part(
                Aspect.AVAILABILITY, (uptime - redUptime) / (ALL - redUptime), uptime * 100, "% of 24 h were good"));
        parts.add(part(Aspect.LATENCY, view.apdex(), view.apdex(), "Apdex"));
        parts.add(part(Aspect.ERRORS, ALL - view.errorRate() / redErrors, view.errorRate() * 100, "% failed"));
        parts.add(part(Aspect.BUDGET, budgetLeft, budgetLeft * 100, "% of the error budget left"));
        return new HealthScore(silent ? Double.NaN : mean(parts), parts);
    }

    private static Part part(Aspect aspect, double fraction, double value, String what) {
        return Double.isNaN(fraction)
                ? new Part(aspect, Double.NaN, "unknown")
                : new Part(aspect, Math.max(0, Math.min(ALL, fraction)), Numbers.quantity(value, what));
    }

    private static double mean(List<Part> parts) {
        double points = 0;
        int weights = 0;
        for (Part part : parts) {
            if (!Double.isNaN(part.fraction())) {
                points += part.points();
                weights += part.aspect().weight();
            }
        }
        return weights == 0 ? Double.NaN : points / weights * 100;
    }
}
