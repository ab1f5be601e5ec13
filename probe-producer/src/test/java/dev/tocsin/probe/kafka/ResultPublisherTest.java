package dev.tocsin.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultPublisherTest {

    private static final ProbeResult RESULT = new ProbeResult(
            "1",
            "shop",
            "eu-1",
            "http",
            1_760_000_000_123L,
            CheckStatus.DOWN,
            null,
            null,
            1_000,
            1_000,
            null,
            "no",
            null,
            7,
            1);

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final ResultPublisher publisher = new ResultPublisher("kafka:9092", kafka);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void shouldCountAResultAsPublishedOnlyOnceItIsAcknowledged() {
        publisher.start();
        publisher.publish(RESULT);
        await().until(() -> kafka.history().size() == 1);
        assertThat(publisher.published()).isZero();

        kafka.completeNext();

        assertThat(publisher.published()).isOne();
        assertThat(kafka.history().get(0).key()).isEqualTo("shop");
        assertThat(ObservationReader.probeResult(kafka.history().get(0).value()))
                .isEqualTo(RESULT);
    }

    @Test
    void shouldCountWhatKafkaRefusesAndGoOn() {
        publisher.start();
        publisher.publish(RESULT);
        publisher.publish(RESULT);
        await().until(() -> kafka.history().size() == 2);

        kafka.errorNext(new RecordTooLargeException("too large"));
        kafka.completeNext();

        assertThat(publisher.dropped()).isOne();
        assertThat(publisher.published()).isOne();
    }

    @Test
    void shouldDropAndCountWhatNoMemoryIsLeftFor() {
        for (int i = 0; i < ResultPublisher.QUEUE + 3; i++) {
            publisher.publish(RESULT);
        }

        assertThat(publisher.dropped()).isEqualTo(3);
    }
}
