package dev.tocsin.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.hardware.kafka.SamplePublisher;
import dev.tocsin.hardware.sampling.CollectorFailure;
import dev.tocsin.hardware.sampling.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HardwareConditionTest {

    private static final HardwareConfig CONFIG =
            new HardwareConfig("k:9092", Optional.of("web-1"), Duration.ofSeconds(1), "127.0.0.1", OptionalInt.empty());
    private static final SamplePublisher.State FINE = new SamplePublisher.State(41, 0, 1, Optional.empty());

    @Test
    void shouldBeHealthyWhenSamplesAreTakenAndPublished() {
        assertThat(condition(reading(List.of()), 6_000, FINE))
                .isEqualTo(Condition.healthy("41 samples of web-1 published"));
    }

    @Test
    void shouldBeUnhealthyBeforeTheFirstSample() {
        assertThat(condition(Optional.empty(), 0, FINE).healthy()).isFalse();
    }

    @Test
    void shouldBeUnhealthyWhenSamplesStop() {
        Condition condition = condition(reading(List.of()), 6_001, FINE);
        assertThat(condition.healthy()).isFalse();
        assertThat(condition.detail()).startsWith("the last sample is 5 s old");
    }

    @Test
    void shouldNameTheCollectorThatFails() {
        Condition condition = condition(reading(List.of(new CollectorFailure("cpu", 3, "no /proc"))), 1_000, FINE);
        assertThat(condition).isEqualTo(Condition.unhealthy("cpu cannot be read (3 times): no /proc"));
    }

    @Test
    void shouldNameTheBrokersThatDoNotAnswer() {
        Condition condition =
                condition(reading(List.of()), 1_000, new SamplePublisher.State(41, 2, 0, Optional.of("timed out")));
        assertThat(condition).isEqualTo(Condition.unhealthy("samples don't reach Kafka at k:9092 (2 lost): timed out"));
    }

    @Test
    void shouldNoticeThatKafkaStaysSilentBeforeItGivesUp() {
        assertThat(condition(reading(List.of()), 1_000, new SamplePublisher.State(41, 0, 10, Optional.empty()))
                        .healthy())
                .isTrue();
        assertThat(condition(reading(List.of()), 1_000, new SamplePublisher.State(41, 0, 11, Optional.empty())))
                .isEqualTo(
                        Condition.unhealthy("Kafka at k:9092 has not acknowledged 11 samples, those of the last 11 s;"
                                + " check that the broker runs"));
    }

    private static Optional<Reading> reading(List<CollectorFailure> failures) {
        return Optional.of(new Reading("web-1", 1_000, 1_000, Samples.CPU, Samples.MEMORY, Samples.NO_GPU, failures));
    }

    private static Condition condition(Optional<Reading> latest, long now, SamplePublisher.State state) {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        return new HardwareCondition(CONFIG, clock, () -> latest, () -> state).get();
    }
}
