package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Graded;
import dev.tocsin.health.figures.Graded.Grade;
import dev.tocsin.health.figures.Numbers;
import dev.tocsin.health.figures.Tier;
import dev.tocsin.health.incident.Judgement;
import java.util.List;

/**
 * Rule 2: some figure of the last minute is red. Uptime is left out: it is told over 24 hours, and a minute of it is the
 * error rate again. A red figure rings only if enough results bear it out, see {@link LastMinute}.
 */
final class TieredThresholds {

    static Judgement judge(LastMinute minute, ServiceDefinition definition) {
        return minute.lacking(definition).orElseGet(() -> judgeEnough(minute, definition));
    }

    private static Judgement judgeEnough(LastMinute seen, ServiceDefinition definition) {
        Figures minute = seen.figures();
        List<Grade> grades = Graded.grade(minute).stream()
                .filter(grade -> grade.graded() != Graded.UPTIME)
                .toList();
        List<Grade> red = grades.stream()
                .filter(grade -> grade.tier() == Tier.RED && isBorneOut(grade, seen, definition))
                .toList();
        if (red.isEmpty()) {
            return new Judgement.Good(
                    () -> "No figure of the last minute rings: " + sentence(grades) + ".",
                    () -> evidence(grades, minute));
        }
        Grade worst = red.get(red.size() - 1);
        return new Judgement.Bad(
                Severity.CRITICAL,
                worst.graded().label() + " "
                        + Numbers.quantity(worst.value(), worst.graded().unit()),
                "Red in the last minute: "
                        + Wording.list(
                                red.stream().map(TieredThresholds::comparison).toList()) + ".",
                evidence(red, minute));
    }

    private static boolean isBorneOut(Grade grade, LastMinute seen, ServiceDefinition definition) {
        return switch (grade.graded()) {
            case AVERAGE, P95, P99 -> seen.slownessBearsOut(grade.graded().redLimit(), definition);
            case APDEX -> seen.discontentBearsOut(definition);
            case ERROR_RATE, UPTIME -> seen.failuresBearOut(definition);
        };
    }

    private static String comparison(Grade grade) {
        Graded graded = grade.graded();
        return graded.label() + " " + Numbers.quantity(grade.value(), graded.unit()) + " ("
                + (graded.highIsGood() ? "at least " : "at most ") + Numbers.quantity(graded.redLimit(), graded.unit())
                + ")";
    }

    private static String sentence(List<Grade> grades) {
        return Wording.list(grades.stream()
                .map(grade -> grade.graded().label() + " "
                        + Numbers.quantity(grade.value(), grade.graded().unit()))
                .toList());
    }

    private static List<Evidence> evidence(List<Grade> grades, Figures minute) {
        return grades.stream()
                .map(grade -> new Evidence(
                        grade.graded().label(),
                        grade.value(),
                        grade.graded().redLimit(),
                        grade.graded().unit(),
                        "1m",
                        minute.observations()))
                .toList();
    }

    private TieredThresholds() {}
}
