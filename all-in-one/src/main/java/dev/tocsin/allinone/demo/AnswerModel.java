package dev.tocsin.allinone.demo;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a service takes to answer, and what it answers: log-normal around its typical time, now and then a spike, slower
 * in the busy hours of a day that lasts 24 minutes.
 */
final class AnswerModel {

    private static final double SPREAD = 0.18;
    private static final double SPIKES = 0.005;
    private static final double RHYTHM = 0.15;
    private static final double DAY_SECONDS = 24 * 60;
    /** Longer than any timeout a check of the demo has. */
    private static final double LONGEST_MS = 10_000;

    /** An answer: its HTTP status, after so many milliseconds. */
    record Answer(int status, double afterMs) {}

    static Answer draw(DemoService service, Effect effect, Duration sinceStart, RandomGenerator random) {
        double busy = 1 + RHYTHM * Math.sin(2 * Math.PI * sinceStart.toMillis() / 1000.0 / DAY_SECONDS);
        double own = service.typicalMs() * busy * Math.exp(SPREAD * random.nextGaussian());
        if (random.nextDouble() < SPIKES) {
            own *= random.nextDouble(2, 4);
        }
        // An error is quick: whoever cannot reach what he needs says so at once.
        boolean fails = random.nextDouble() < effect.failing();
        double after = fails ? own / 2 : own + effect.extraMs();
        return new Answer(fails ? 503 : 200, Math.min(after, LONGEST_MS));
    }

    private AnswerModel() {}
}
