package dev.tocsin.probe;

import dev.tocsin.events.service.RunningService;
import dev.tocsin.probe.check.Prober;
import dev.tocsin.probe.kafka.ControlReader;
import dev.tocsin.probe.kafka.ResultPublisher;
import dev.tocsin.probe.schedule.Schedule;
import dev.tocsin.probe.schedule.TimerThread;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The running probe producer. Thread-safe. */
public final class RunningProbes implements RunningService {

    private final ProbeConfig config;
    private final ControlReader control;
    private final Schedule schedule;
    private final TimerThread timer;
    private final List<Prober> probers;
    private final Pulse pulse;
    private final ResultPublisher publisher;
    private final AtomicBoolean closed = new AtomicBoolean();

    RunningProbes(
            ProbeConfig config,
            ControlReader control,
            Schedule schedule,
            TimerThread timer,
            List<Prober> probers,
            Pulse pulse,
            ResultPublisher publisher) {
        this.config = config;
        this.control = control;
        this.schedule = schedule;
        this.timer = timer;
        this.probers = probers;
        this.pulse = pulse;
        this.publisher = publisher;
    }

    @Override
    public String name() {
        return "probe-producer";
    }

    @Override
    public Condition condition() {
        if (closed.get()) {
            return Condition.unhealthy("closed");
        }
        String trouble = control.trouble().or(publisher::trouble).orElse(null);
        if (trouble != null) {
            return Condition.unhealthy(trouble);
        }
        return Condition.healthy(count(schedule.services(), "service") + " from "
                + count(config.locations().size(), "location") + ", "
                + pulse.sinceLast()
                        .map(ago -> "last result " + ago.toMillis() + " ms ago")
                        .orElse("no result yet"));
    }

    /** What was done since the start. */
    public Counts counts() {
        return new Counts(
                schedule.services(),
                schedule.counters().started(),
                schedule.counters().finished(),
                schedule.counters().overlapping(),
                schedule.counters().late(),
                schedule.counters().broken(),
                publisher.published(),
                publisher.dropped(),
                control.malformed());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            control.close();
            schedule.close();
            timer.close();
            probers.forEach(Prober::close);
            publisher.close();
        }
    }

    private static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /**
     * Counts since the start, but for the first.
     *
     * @param services services that are being checked now
     * @param started checks begun
     * @param finished checks whose result was handed to the publisher
     * @param overlapping checks left out because the one before was still in progress
     * @param late checks left out because this process was too late for them
     * @param broken checks that a prober failed to make sense of, by its own fault
     * @param published results that Kafka has acknowledged
     * @param dropped results that were given up
     * @param malformedDefinitions definitions that were refused
     */
    public record Counts(
            int services,
            long started,
            long finished,
            long overlapping,
            long late,
            long broken,
            long published,
            long dropped,
            long malformedDefinitions) {}
}
