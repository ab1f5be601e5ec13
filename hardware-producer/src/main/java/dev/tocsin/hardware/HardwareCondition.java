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
    private static final long WAITING_UNTIL_STUCK = 3;
    /** The producer itself gives a record up after two minutes only. */
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(10);

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
        return publishingTo(config.bootstrapServers(), publishing.get(), reading.host());
    }

    private Condition publishingTo(String kafka, SamplePublisher.State state, String host) {
        if (state.failure().isPresent()) {
            return Condition.unhealthy("samples don't reach Kafka at " + kafka + " (" + state.lost() + " lost): "
                    + state.failure().get());
        }
        Duration unanswered = config.interval().multipliedBy(state.waiting());
        if (state.waiting() >= WAITING_UNTIL_STUCK && unanswered.compareTo(KAFKA_PATIENCE) > 0) {
            return Condition.unhealthy("Kafka at " + kafka + " has not acknowledged " + state.waiting()
                    + " samples, those of the last " + unanswered.toSeconds() + " s; check that the broker runs");
        }
        return Condition.healthy(state.acknowledged() + " samples of " + host + " published");
    }
}
