package dev.tocsin.health.figures;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Unit;
import dev.tocsin.health.aggregate.Aggregate;

/**
 * The health figures of one view, in the units that people read. A figure that nothing was measured for is NaN, never 0.
 *
 * <p>Of pushed telemetry and of machines, only the counts, the mean, the extremes and the percentiles mean anything: nobody
 * failed there, and no T was set.
 *
 * @param observations all results, the sum of the five below
 * @param ok final status below 400, as are the next by their class: warn 4xx, error 5xx, down no answer at all
 * @param unknown results of a prober that was blind itself; they say nothing about the service
 * @param measured results that have a value
 * @param failed results that count as failed: warn, error and down
 * @param slow answers that took longer than T, failed ones too; what did not answer is down and not slow
 * @param mean arithmetic mean of the values, in the metric's unit, as are min, max and the percentiles
 * @param p50 percentiles by linear interpolation between closest ranks, the seventh definition of Hyndman and Fan, "Sample
 *     Quantiles in Statistical Packages", 1996; exact up to 64 values, then with a relative error of at most 1.09 %
 * @param p999 the 99.9th; of fewer than a thousand values it lies between the two largest, so read it beside {@code measured}
 * @param apdex Apdex_T = (satisfied + tolerating / 2) / known, 0..1; a failed check is frustrated
 *     (https://www.apdex.org/wp-content/uploads/2020/09/ApdexTechnicalSpecificationV11_000.pdf)
 * @param errorRate failed / known, 0..1
 * @param uptime ok / known, 0..1: the share of good checks, blind to the time when nobody looked; {@link Uptime} is not
 */
public record Figures(
        long observations,
        long ok,
        long warn,
        long error,
        long down,
        long unknown,
        long measured,
        long failed,
        long slow,
        double mean,
        double min,
        double max,
        double p50,
        double p90,
        double p95,
        double p99,
        double p999,
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
                view.count(CheckStatus.OK),
                view.count(CheckStatus.WARN),
                view.count(CheckStatus.ERROR),
                view.count(CheckStatus.DOWN),
                view.count(CheckStatus.UNKNOWN),
                view.measured(),
                view.failed(),
                view.slow(),
                unit.fromScaled(view.mean()),
                view.measured() == 0 ? Double.NaN : unit.fromScaled(view.min()),
                view.measured() == 0 ? Double.NaN : unit.fromScaled(view.max()),
                unit.fromScaled(view.percentile(50)),
                unit.fromScaled(view.percentile(90)),
                unit.fromScaled(view.percentile(95)),
                unit.fromScaled(view.percentile(99)),
                unit.fromScaled(view.percentile(99.9)),
                (view.satisfied() + view.tolerating() / 2.0) / known,
                view.failed() / known,
                view.count(CheckStatus.OK) / known);
    }
}
