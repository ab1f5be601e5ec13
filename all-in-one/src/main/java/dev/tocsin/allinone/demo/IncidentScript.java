package dev.tocsin.allinone.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What goes wrong when, over and over. One act at a time, and after each a calm that is long enough for a view of one minute
 * to forget it: whatever rings then has a cause of its own.
 *
 * @param acts in their order
 * @param cycle after this it begins again
 */
record IncidentScript(List<Act> acts, Duration cycle) {

    /** Callers live off open connections and cached answers for a while. */
    private static final Duration CALLERS_LAG = Duration.ofSeconds(3);

    private static final Duration CALM = Duration.ofSeconds(85);

    static final IncidentScript DEMO = new IncidentScript(
            List.of(
                    new Act("database", new Trouble.Down(), seconds(40), seconds(30), "refuses every connection"),
                    new Act("cache", new Trouble.Slow(650), seconds(160), seconds(45), "answers 650 ms slower"),
                    new Act("auth", new Trouble.Failing(0.9), seconds(300), seconds(40), "fails nine of ten requests"),
                    new Act(
                            "queue",
                            new Trouble.Leaking(12),
                            seconds(430),
                            seconds(90),
                            "leaks: 12 ms slower each second"),
                    // Only what looks for the new sees this one, and only the first time.
                    new Act(
                            "auth",
                            new Trouble.Slow(90),
                            seconds(610),
                            seconds(40),
                            "answers 90 ms slower, within every limit")),
            seconds(735));

    IncidentScript {
        acts = List.copyOf(acts);
        Duration free = Duration.ZERO;
        for (Act act : acts) {
            if (act.begins().compareTo(free) < 0) {
                throw new IllegalArgumentException(act.service() + " begins in the calm after the act before");
            }
            free = act.ends().plus(CALM);
        }
        if (free.compareTo(cycle) > 0) {
            throw new IllegalArgumentException("the cycle ends before the calm after its last act");
        }
    }

    /** The act that is played then, if any. */
    Optional<Act> at(Duration sinceStart) {
        Duration here = inCycle(sinceStart);
        return acts.stream()
                .filter(act -> here.compareTo(act.begins()) >= 0 && here.compareTo(act.ends()) < 0)
                .findFirst();
    }

    /** What a service's own trouble, and a little later that of all it depends on, do to it then. */
    Effect on(DemoService service, Duration sinceStart) {
        Effect effect = at(sinceStart)
                .filter(act -> act.service().equals(service.name()))
                .map(act -> act.trouble().after(inCycle(sinceStart).minus(act.begins())))
                .orElse(Effect.NONE);
        for (String dependency : service.dependsOn()) {
            effect = effect.and(on(DemoService.named(dependency), sinceStart.minus(CALLERS_LAG))
                    .onCaller());
        }
        return effect;
    }

    private Duration inCycle(Duration sinceStart) {
        return sinceStart.isNegative() ? sinceStart : Duration.ofNanos(sinceStart.toNanos() % cycle.toNanos());
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
