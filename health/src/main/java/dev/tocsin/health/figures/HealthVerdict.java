package dev.tocsin.health.figures;

import dev.tocsin.health.figures.Graded.Grade;
import java.util.ArrayList;
import java.util.List;

/**
 * How a service is, and why: as bad as the worst of its graded figures, unless it is silent or nothing is known.
 *
 * @param grades the figures that are known, each with its own colour; also of a silent service, as they were
 * @param reasons full sentences; what makes it not green, or one that says that nothing does
 */
public record HealthVerdict(HealthState state, List<Grade> grades, List<String> reasons) {

    public HealthVerdict {
        grades = List.copyOf(grades);
        reasons = List.copyOf(reasons);
    }

    /**
     * Judges a service.
     *
     * @param view the figures of the view that it is looked at through
     * @param uptime share of good checks over the last 24 h, 0..1, NaN if unknown; a shorter uptime is the error rate again
     */
    public static HealthVerdict of(Figures view, double uptime, Silence silence) {
        List<Grade> grades = Graded.grade(view, uptime);
        if (silence.silent()) {
            return new HealthVerdict(HealthState.SILENT, grades, List.of(silence.sentence()));
        }
        if (Double.isNaN(view.errorRate())) {
            String why = view.observations() == 0
                    ? "Nothing was observed lately."
                    : "All probers were blind, so nothing is known.";
            return new HealthVerdict(HealthState.NO_DATA, grades, List.of(why));
        }
        Tier worst = Tier.GREEN;
        List<String> reasons = new ArrayList<>();
        for (Grade grade : grades) {
            if (grade.tier() != Tier.GREEN) {
                reasons.add(grade.sentence());
            }
            worst = grade.tier().compareTo(worst) > 0 ? grade.tier() : worst;
        }
        if (reasons.isEmpty()) {
            reasons.add("All figures are within their limits.");
        }
        return new HealthVerdict(HealthState.of(worst), grades, reasons);
    }
}
