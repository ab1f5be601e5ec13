package dev.tocsin.hardware;

import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.hardware.kafka.SamplePublisher;
import dev.tocsin.hardware.sampling.CollectorFailure;
import dev.tocsin.hardware.sampling.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How the hardware producer is: the first thing that keeps it from its work, from the machine outwards. */
record HardwareCondition(
        HardwareConfig config,
        Clock clock,
        Supplier<Optional<Reading>> latest,
        Supplier<SamplePublisher.State> publishing)
        implements Supplier<Condition> {

    private static final int INTERVALS_UNTIL_STALE = 3;
    private static final Duration GRACE = Duration.ofSeconds(2);

    @Override
    public Condition get() {
        Optional<Reading> newest = latest.get();
        if (newest.isEmpty()) {
            return Condition.unhealthy("the first sample is not taken yet");
        }
        Reading reading = newest.get();
        Duration age = Duration.ofMillis(clock.millis() - reading.timestamp());
        if (age.compareTo(config.interval().multipliedBy(INTERVALS_UNTIL_STALE).plus(GRACE)) > 0) {
            return Condition.unhealthy("the last sample is " + age.toSeconds()
                    + " s old; the machine is overloaded or a driver does not answer, see a thread dump of"
                    + " hardware-sampling");
        }
        if (!reading.failures().isEmpty()) {
            CollectorFailure failure = reading.failures().get(0);
            return Condition.unhealthy(
                    failure.collector() + " cannot be read (" + failure.count() + " times): " + failure.reason());
        }
        SamplePublisher.State state = publishing.get();
        return state.failure()
                .map(reason -> Condition.unhealthy("samples don't reach Kafka at " + config.bootstrapServers() + " ("
                        + state.lost() + " lost): " + reason))
                .orElseGet(
                        () -> Condition.healthy(state.acknowledged() + " samples of " + reading.host() + " published"));
    }
}
