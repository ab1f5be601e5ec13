package dev.tocsin.health.rules;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.detect.Detector.Verdict;
import dev.tocsin.health.figures.Figures;

/**
 * What is watched of a service, each with a memory of its own. Something new is worth a message only if it is bad, by enough to
 * matter, and borne out by as many results as a ratio needs, see {@link LastMinute}.
 */
enum AnomalyMetric {
    LATENCY("latency", "P95 latency", "ms") {
        @Override
        double of(Figures minute) {
            return minute.p95();
        }

        /** A tenth more than expected is no reason to wake anybody. */
        @Override
        boolean matters(double value, Verdict verdict, LastMinute seen, ServiceDefinition definition) {
            double limit = 1.1 * verdict.expectedHigh();
            return value > limit && seen.slownessBearsOut(limit, definition);
        }
    },
    ERROR_RATE("error_rate", "error rate", "%") {
        @Override
        double of(Figures minute) {
            return minute.errorRate() * 100;
        }

        @Override
        boolean matters(double value, Verdict verdict, LastMinute seen, ServiceDefinition definition) {
            return value > verdict.expectedHigh() + 1 && seen.failuresBearOut(definition);
        }
    },
    THROUGHPUT("throughput", "number of checks", "") {
        @Override
        double of(Figures minute) {
            return minute.observations();
        }

        /** Half of the checks may come late; and more than twice as many are somebody else's. */
        @Override
        boolean matters(double value, Verdict verdict, LastMinute seen, ServiceDefinition definition) {
            return value < verdict.expectedLow() / 2 || value > verdict.expectedHigh() * 2;
        }
    };

    private final String wire;
    private final String words;
    private final String unit;

    AnomalyMetric(String wire, String words, String unit) {
        this.wire = wire;
        this.words = words;
        this.unit = unit;
    }

    abstract double of(Figures minute);

    abstract boolean matters(double value, Verdict verdict, LastMinute seen, ServiceDefinition definition);

    /** Of the last minute, or of the slice at its end, as the definition asks. */
    WatchedFigure of(LastMinute seen, ServiceDefinition definition) {
        Resolution step = definition.anomaly().step();
        Figures figures = step == Resolution.MINUTE ? seen.figures() : Figures.of(seen.slice(), Metric.LATENCY.unit());
        return new WatchedFigure(
                words,
                unit,
                step,
                of(figures),
                figures.observations(),
                (value, verdict) -> matters(value, verdict, seen, definition));
    }

    /** What tells its incidents from those of other metrics. */
    String scope() {
        return "/" + wire;
    }
}
