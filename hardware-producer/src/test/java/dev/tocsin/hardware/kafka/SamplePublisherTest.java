package dev.tocsin.hardware.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.HostSample;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import dev.tocsin.hardware.Samples;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SamplePublisherTest {

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final SamplePublisher publisher = new SamplePublisher(kafka);

    @Test
    void shouldSendASampleKeyedByItsHost() {
        HostSample sample = Samples.of("web-1", 7, Samples.TWO_GPUS);
        publisher.publish(sample);
        await().until(() -> kafka.history().size() == 1);
        ProducerRecord<byte[], byte[]> sent = kafka.history().get(0);
        assertThat(sent.topic()).isEqualTo(Topics.HOST_SAMPLES);
        assertThat(sent.key()).isEqualTo("web-1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(sent.timestamp()).isEqualTo(7);
        assertThat(Json.decode(sent.value(), HostSample.class)).isEqualTo(sample);
    }

    @Test
    void shouldCountWhatKafkaAcknowledgesOnly() {
        publisher.publish(Samples.of("web-1", 1, Samples.NO_GPU));
        await().until(() -> kafka.history().size() == 1);
        assertThat(publisher.state()).isEqualTo(new SamplePublisher.State(0, 0, 1, Optional.empty()));
        kafka.completeNext();
        assertThat(publisher.state()).isEqualTo(new SamplePublisher.State(1, 0, 0, Optional.empty()));
    }

    @Test
    void shouldTellALossUntilTheNextSuccess() {
        publisher.publish(Samples.of("web-1", 1, Samples.NO_GPU));
        publisher.publish(Samples.of("web-1", 2, Samples.NO_GPU));
        await().until(() -> kafka.history().size() == 2);
        kafka.errorNext(new TimeoutException("no broker"));
        assertThat(publisher.state()).isEqualTo(new SamplePublisher.State(0, 1, 1, Optional.of("no broker")));
        kafka.completeNext();
        assertThat(publisher.state()).isEqualTo(new SamplePublisher.State(1, 1, 0, Optional.empty()));
    }

    @Test
    void shouldCountASendThatThrows() {
        kafka.sendException = new IllegalStateException("closed");
        publisher.publish(Samples.of("web-1", 1, Samples.NO_GPU));
        await().until(() -> publisher.state().lost() == 1);
        assertThat(publisher.state().failure()).contains("closed");
    }

    @Test
    void shouldNotBlockItsCallerAndGiveUpTheOldestWhenKafkaBlocks() {
        CountDownLatch brokerFound = new CountDownLatch(1);
        MockProducer<byte[], byte[]> blocking =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized java.util.concurrent.Future<org.apache.kafka.clients.producer.RecordMetadata>
                            send(
                                    ProducerRecord<byte[], byte[]> outgoing,
                                    org.apache.kafka.clients.producer.Callback callback) {
                        try {
                            brokerFound.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return super.send(outgoing, callback);
                    }
                };
        try (SamplePublisher stuck = new SamplePublisher(blocking)) {
            for (int sample = 0; sample < 200; sample++) {
                stuck.publish(Samples.of("web-1", sample, Samples.NO_GPU));
            }
            // One is being sent, 120 wait.
            assertThat(stuck.state().lost()).isEqualTo(79);
            brokerFound.countDown();
            await().until(() -> stuck.state().acknowledged() == 121);
            assertThat(blocking.history()).last().satisfies(newest -> assertThat(newest.timestamp())
                    .isEqualTo(199));
        }
    }

    @Test
    void shouldSendWhatWaitsWhenClosed() {
        publisher.publish(Samples.of("web-1", 1, Samples.NO_GPU));
        publisher.close();
        assertThat(kafka.history()).hasSize(1);
        assertThat(kafka.closed()).isTrue();
    }
}
