package dev.tocsin.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.embedded.EmbeddedKafka;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicFeedIT {

    private final List<String> read = new CopyOnWriteArrayList<>();

    private void write(String kafka, String topic, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Topics.producerSettings(kafka, "test"), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    @Test
    void shouldSayOnceThatItHasCaughtUpAndReadOnWhereItStopped(@TempDir Path folder) throws Exception {
        try (FaultProxy proxy = FaultProxy.open();
                EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, proxy.port());
                TopicSetup topics = new TopicSetup(proxy.address())) {
            proxy.forwardTo(Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", "")));
            topics.start(Duration.ofSeconds(20));
            assertThat(topics.ready()).isCompleted();
            write(proxy.address(), Topics.ALERTS, "before");
            TopicFeed.Reader reader = record -> read.add(new String(record.value(), StandardCharsets.UTF_8));
            List<TopicFeed.Source> sources = List.of(
                    new TopicFeed.Source(Topics.ALERTS, Duration.ofDays(1), reader),
                    new TopicFeed.Source(Topics.NOTIFICATIONS, Duration.ofDays(1), reader));
            try (TopicFeed feed =
                    new TopicFeed("test", proxy.address(), Clock.systemUTC(), sources, () -> read.add("caught up"))) {
                feed.start();
                await().atMost(Duration.ofSeconds(10)).until(() -> read.contains("caught up"));
                assertThat(read).containsExactly("before", "caught up");

                proxy.cut();
                write(proxy.address(), Topics.ALERTS, "after");

                await().atMost(Duration.ofSeconds(20)).until(() -> read.contains("after"));
                assertThat(read).containsExactly("before", "caught up", "after");
                assertThat(feed.lastRecordAt()).isPositive();
            }
        }
    }
}
