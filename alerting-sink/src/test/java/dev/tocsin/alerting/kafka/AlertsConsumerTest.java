package dev.tocsin.alerting.kafka;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.events.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.alerting.Alerts;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertsConsumerTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.ALERTS, 0);

    private final MockConsumer<String, byte[]> kafka = new MockConsumer<>("earliest");
    private final List<Runnable> underWay = new CopyOnWriteArrayList<>();
    private volatile int defects;
    private final List<Object> abandoned = new CopyOnWriteArrayList<>();
    private final AlertsConsumer consumer = new AlertsConsumer(kafka, new KeepingInbox(), () -> Alerts.NOON);

    @BeforeEach
    void start() {
        kafka.schedulePollTask(() -> {
            kafka.rebalance(List.of(PARTITION));
            kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
        });
        consumer.start();
        await().until(() -> kafka.assignment().contains(PARTITION));
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    @Test
    void shouldCommitOnlyUpToTheOldestThatIsNotSettled() {
        add(0, 3);
        await().until(() -> underWay.size() == 3);

        underWay.get(1).run();
        underWay.get(2).run();
        underWay.get(0).run();

        await().until(() -> committed() == 3);
    }

    @Test
    void shouldLeaveOutWhatIsNoTransitionAndGoOn() {
        kafka.schedulePollTask(() -> kafka.addRecord(new ConsumerRecord<>(Topics.ALERTS, 0, 0, "key", new byte[] {7})));
        kafka.schedulePollTask(() -> kafka.addRecord(new ConsumerRecord<>(Topics.ALERTS, 0, 1, "key", null)));
        add(2, 1);

        await().until(() -> underWay.size() == 1);
        await().until(() -> committed() == 2);
        assertThat(consumer.malformed()).isEqualTo(2);
    }

    @Test
    void shouldPauseThePartitionWhenTooManyAreUnderWayAndResumeLater() {
        add(0, 1_001);
        await().until(() -> kafka.paused().contains(PARTITION));

        underWay.subList(0, 502).forEach(Runnable::run);

        await().until(() -> kafka.paused().isEmpty());
        await().until(() -> committed() == 502);
    }

    @Test
    void shouldCommitAndAbandonWhenThePartitionGoesToAnother() {
        add(0, 2);
        await().until(() -> underWay.size() == 2);
        underWay.get(0).run();

        kafka.schedulePollTask(() -> kafka.rebalance(List.of()));

        await().until(() -> abandoned.size() == 1);
        // The stand-in shows commits of partitions only while they are its own.
        kafka.schedulePollTask(() -> kafka.rebalance(List.of(PARTITION)));
        await().until(() -> committed() == 1);
    }

    @Test
    void shouldSayThatKafkaFailsAndGoOnWhenItWorksAgain() {
        kafka.schedulePollTask(() -> kafka.setPollException(new KafkaException("not authorised")));
        await().until(() -> consumer.failingSince() == Alerts.NOON);
        assertThat(consumer.lastError()).isEqualTo("not authorised");

        add(0, 1);

        await().until(() -> underWay.size() == 1 && consumer.failingSince() == 0);
    }

    @Test
    void shouldSayThatAnErrorStopsItAndReadAgainWhatWasNotHandedOn() {
        defects = 1;
        add(0, 3);

        await().until(() -> consumer.failingSince() == Alerts.NOON);
        assertThat(consumer.lastError()).contains("StackOverflowError");
        // The stand-in gives a record once.
        await().until(() -> kafka.position(PARTITION) == 0);
        add(0, 3);

        await().until(() -> underWay.size() == 3 && consumer.failingSince() == 0);
        underWay.forEach(Runnable::run);
        await().until(() -> committed() == 3);
    }

    private void add(long first, int count) {
        kafka.schedulePollTask(() -> {
            for (long offset = first; offset < first + count; offset++) {
                byte[] value = Json.encode(firing("service-" + offset, "down", CRITICAL));
                kafka.addRecord(new ConsumerRecord<>(Topics.ALERTS, 0, offset, "key", value));
            }
        });
    }

    private long committed() {
        OffsetAndMetadata offset = kafka.committed(Set.of(PARTITION)).get(PARTITION);
        return offset == null ? 0 : offset.offset();
    }

    private final class KeepingInbox implements Inbox {

        @Override
        public void accept(AlertTransition transition, Object origin, Runnable done) {
            if (defects-- > 0) {
                throw new StackOverflowError("a defect");
            }
            underWay.add(done);
        }

        @Override
        public void abandon(Object origin) {
            abandoned.add(origin);
        }
    }
}
