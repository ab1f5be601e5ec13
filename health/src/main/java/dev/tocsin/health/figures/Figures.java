package dev.tocsin.health.figures;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Unit;
import dev.tocsin.health.aggregate.Aggregate;

/**
 * The health figures of one view, in the units that people read. A figure that nothing was measured for is NaN, never 0.
 *
 * @param observations all results
 * @param measured results that have a value
 * @param failed results that count as failed: 4xx, 5xx and no answer
 * @param mean arithmetic mean of the values, in the metric's unit, as are min, max and the percentiles
 * @param p50 percentiles by linear interpolation between closest ranks, relative error at most 1.09 %
 * @param apdex Apdex_T = (satisfied + tolerating / 2) / known, 0..1; a failed check is frustrated
 *     (https://www.apdex.org/wp-content/uploads/2020/09/ApdexTechnicalSpecificationV11_000.pdf)
 * @param errorRate failed / known, 0..1
 * @param uptime ok / known, 0..1
 */
public record Figures(
        long observations,
        long measured,
        long failed,
        double mean,
        double min,
        double max,
        double p50,
        double p90,
        double p95,
        double p99,
        double apdex,
        double errorRate,
        double uptime) {

    /**
     * Computes the figures of a view.
     *
     * @param unit the metric's unit
     */
    public static Figures of(Aggregate view, Unit unit) {
        double known = view.known() == 0 ? Double.NaN : view.known();
        return new Figures(
                view.observations(),
                view.measured(),
                view.failed(),
                unit.fromScaled(view.mean()),
                view.measured() == 0 ? Double.NaN : unit.fromScaled(view.min()),
                view.measured() == 0 ? Double.NaN : unit.fromScaled(view.max()),
                unit.fromScaled(view.percentile(50)),
                unit.fromScaled(view.percentile(90)),
                unit.fromScaled(view.percentile(95)),
                unit.fromScaled(view.percentile(99)),
                (view.satisfied() + view.tolerating() / 2.0) / known,
                view.failed() / known,
                view.count(CheckStatus.OK) / known);
    }
}
