package dev.tocsin.health.figures;

import dev.tocsin.events.Unit;
import dev.tocsin.health.aggregate.Aggregate;

/** Figures of a healthy service, of which a test changes the one that it is about. */
public record FiguresFixture(
        long observations, double mean, double p95, double p99, double apdex, double errorRate, double uptime) {

    public static final FiguresFixture HEALTHY = new FiguresFixture(60, 100, 200, 300, 1, 0, 1);

    public Figures figures() {
        long failed = Double.isNaN(errorRate) ? 0 : Math.round(errorRate * observations);
        return new Figures(
                observations,
                observations - failed,
                0,
                failed,
                0,
                0,
                observations,
                failed,
                0,
                mean,
                mean,
                p99,
                mean,
                p95,
                p95,
                p99,
                p99,
                apdex,
                errorRate,
                uptime);
    }

    public static Figures nothing() {
        return Figures.of(new Aggregate(), Unit.MILLISECONDS);
    }

    public FiguresFixture withMean(double ms) {
        return new FiguresFixture(observations, ms, p95, p99, apdex, errorRate, uptime);
    }

    public FiguresFixture withP95(double ms) {
        return new FiguresFixture(observations, mean, ms, p99, apdex, errorRate, uptime);
    }

    public FiguresFixture withP99(double ms) {
        return new FiguresFixture(observations, mean, p95, ms, apdex, errorRate, uptime);
    }

    public FiguresFixture withApdex(double score) {
        return new FiguresFixture(observations, mean, p95, p99, score, errorRate, uptime);
    }

    public FiguresFixture withErrorRate(double rate) {
        return new FiguresFixture(observations, mean, p95, p99, apdex, rate, 1 - rate);
    }

    public FiguresFixture withObservations(long amount) {
        return new FiguresFixture(amount, mean, p95, p99, apdex, errorRate, uptime);
    }
}
