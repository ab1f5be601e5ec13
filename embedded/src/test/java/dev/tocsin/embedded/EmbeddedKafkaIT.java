package dev.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.service.BadSettingException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    @TempDir
    Path dataDir;

    @Test
    void shouldKeepRecordsOffsetsAndPortWhenRestarted() throws Exception {
        String address;
        EmbeddedKafka first = EmbeddedKafka.start(dataDir, 0);
        try (EmbeddedKafka kafka = first) {
            address = kafka.bootstrapServers();
            KafkaClient client = new KafkaClient(address);
            client.createTopic("bells");
            client.produce("bells", "one", "two");
            assertThat(client.consume("bells", "ringers", 2)).containsExactly("one", "two");
            assertThat(kafka.condition().healthy()).isTrue();
        }
        assertThat(first.condition().healthy()).isFalse();
        long begin = System.nanoTime();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir, 0)) {
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
            KafkaClient client = new KafkaClient(address);
            client.produce("bells", "three");
            assertThat(client.consume("bells", "ringers", 1)).containsExactly("three");
            assertThat(client.consume("bells", "newcomers", 3)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void shouldNotCreateTopicsThatNobodyAskedFor() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir, 0);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        java.util.Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 1_000),
                        new StringSerializer(),
                        new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("mistyped", "value"))
                            .get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void shouldNameThePortWhenItIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedKafka.start(dataDir, other.getLocalPort()))
                    .isInstanceOf(BadSettingException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " for Kafka is taken");
        }
    }
}
