package dev.tocsin.health.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a service that have a colour, each with its direction and its two limits.
 *
 * <p>A limit itself still has the better colour: 1000 ms is green, 1500 ms is yellow.
 */
public enum Graded {
    AVERAGE("average latency", "ms", false, 1_000, 1_500, Figures::mean),
    P95("P95 latency", "ms", false, 1_500, 2_200, Figures::p95),
    P99("P99 latency", "ms", false, 2_000, 3_000, Figures::p99),
    APDEX("Apdex", "", true, 0.8, 0.6, Figures::apdex),
    ERROR_RATE("error rate", "%", false, 2, 5, figures -> figures.errorRate() * 100),
    UPTIME("uptime", "%", true, 95, 90, figures -> figures.uptime() * 100);

    private final String label;
    private final String unit;
    private final boolean highIsGood;
    private final double green;
    private final double yellow;
    private final ToDoubleFunction<Figures> figure;

    Graded(
            String label,
            String unit,
            boolean highIsGood,
            double green,
            double yellow,
            ToDoubleFunction<Figures> figure) {
        this.label = label;
        this.unit = unit;
        this.highIsGood = highIsGood;
        this.green = green;
        this.yellow = yellow;
        this.figure = figure;
    }

    /** What it is called in sentences. */
    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    /** Beyond this, away from the good side, it is red. */
    public double redLimit() {
        return yellow;
    }

    public boolean highIsGood() {
        return highIsGood;
    }

    /** The figure in {@link #unit()}, NaN if unknown. */
    public double of(Figures figures) {
        return figure.applyAsDouble(figures);
    }

    /** The colour of a value that is known. */
    public Tier tier(double value) {
        if (highIsGood ? value >= green : value <= green) {
            return Tier.GREEN;
        }
        return (highIsGood ? value >= yellow : value <= yellow) ? Tier.YELLOW : Tier.RED;
    }

    /** The graded figures that are known. */
    public static List<Grade> grade(Figures figures) {
        return grade(figures, figures.uptime());
    }

    /**
     * The graded figures that are known.
     *
     * @param uptime 0..1, of the period that it is promised for, in place of the figures' own
     */
    public static List<Grade> grade(Figures figures, double uptime) {
        List<Grade> grades = new ArrayList<>();
        for (Graded graded : values()) {
            double value = graded == UPTIME ? uptime * 100 : graded.of(figures);
            if (!Double.isNaN(value)) {
                grades.add(new Grade(graded, value, graded.tier(value)));
            }
        }
        return grades;
    }

    /** One figure with its colour; the value is in the figure's unit. */
    public record Grade(Graded graded, double value, Tier tier) {

        /** What is known of it, and the limit that it keeps or not: {@code P95 latency is 1800 ms, above 1500 ms.} */
        public String sentence() {
            String what = label(graded) + " is " + Numbers.quantity(value, graded.unit);
            double limit = tier == Tier.RED ? graded.yellow : graded.green;
            String side =
                    switch (tier) {
                        case GREEN -> graded.highIsGood ? "at least " : "at most ";
                        case YELLOW, RED -> graded.highIsGood ? "below " : "above ";
                    };
            return what + ", " + side + Numbers.quantity(limit, graded.unit) + ".";
        }

        private static String label(Graded graded) {
            return graded.label.substring(0, 1).toUpperCase(Locale.ROOT) + graded.label.substring(1);
        }
    }
}
