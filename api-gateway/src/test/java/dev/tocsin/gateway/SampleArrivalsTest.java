package dev.tocsin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Metric;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.kafka.SampleRecord;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SampleArrivalsTest {

    private static final long NOW = 1_767_323_045_000L;

    private final StatusBoard board = new StatusBoard(Clock.systemUTC(), List::of, key -> Optional.empty());
    private final SampleArrivals arrivals = new SampleArrivals(board, NOW - 1);

    private static TelemetrySample sample(long value) {
        return new TelemetrySample(NOW, "api", Metric.CPU, value, Map.of());
    }

    private void acknowledged(long value, int partition, long offset) {
        arrivals.stored(
                sample(value),
                new RecordMetadata(new TopicPartition(Topics.TELEMETRY, partition), offset, 0, NOW, 0, 0));
    }

    private void read(long value, int partition, long offset) {
        byte[] record = SampleRecord.of(sample(value)).bytes();
        arrivals.read(new ConsumerRecord<>(
                Topics.TELEMETRY,
                partition,
                offset,
                NOW,
                TimestampType.LOG_APPEND_TIME,
                0,
                record.length,
                new byte[0],
                record,
                new RecordHeaders(),
                Optional.empty()));
    }

    private List<Long> shown() {
        return board.recentSamples().stream().map(row -> (long) row.value()).toList();
    }

    @Test
    void shouldShowASampleOnceWhicheverWayItComesFirst() {
        acknowledged(1, 0, 10);
        assertThat(shown()).containsExactly(1L);
        read(1, 0, 10);
        read(2, 0, 11);
        acknowledged(2, 0, 11);
        assertThat(shown()).containsExactly(2L, 1L);
    }

    @Test
    void shouldShowWhatOtherGatewaysSentInBetween() {
        acknowledged(2, 0, 11);
        read(1, 0, 10);
        read(2, 0, 11);
        read(3, 0, 12);
        assertThat(shown()).containsExactly(3L, 1L, 2L);
    }

    @Test
    void shouldTellPartitionsApart() {
        acknowledged(1, 0, 10);
        acknowledged(2, 1, 10);
        read(2, 1, 10);
        read(3, 2, 10);
        assertThat(shown()).containsExactly(3L, 2L, 1L);
    }

    @Test
    void shouldLeaveASampleToTheTopicWhenThatIsReadFarBehind() {
        read(1, 0, 10);
        acknowledged(2, 0, 20_000);
        assertThat(shown()).containsExactly(1L);
        read(2, 0, 20_000);
        assertThat(shown()).containsExactly(2L, 1L);
    }

    @Test
    void shouldLeaveASampleToTheTopicWhenTheBrokerDoesNotSayWhereItIs() {
        acknowledged(1, 0, -1);
        assertThat(shown()).isEmpty();
    }

    @Test
    void shouldNotShowWhatTheJobRefuses() {
        arrivals.stored(
                new TelemetrySample(NOW + 600_000, "api", Metric.CPU, 1, Map.of()),
                new RecordMetadata(new TopicPartition(Topics.TELEMETRY, 0), 1, 0, NOW, 0, 0));
        assertThat(shown()).isEmpty();
    }
}
