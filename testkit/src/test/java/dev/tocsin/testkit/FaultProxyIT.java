package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.embedded.EmbeddedKafka;
import dev.tocsin.events.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FaultProxyIT {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @TempDir
    Path folder;

    private FaultProxy proxy;

    @BeforeEach
    void open() {
        proxy = FaultProxy.before(redis.port());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void shouldResetInTheMomentOfTheAnswerThatIsWaitedForAndOnlyThen() throws Exception {
        Future<Void> happened =
                proxy.resetInsteadOfAnswer(answer -> new String(answer, StandardCharsets.UTF_8).startsWith("+PONG"));
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> ping(socket)).isInstanceOf(SocketException.class);
            happened.get(1, TimeUnit.SECONDS);
        }
        try (Socket next = connect()) {
            assertThat(ping(next)).isEqualTo("+PONG");
        }
    }

    @Test
    void shouldForwardBothWaysAndHoldBackWhatComesWhilePaused() throws Exception {
        try (Socket socket = connect()) {
            assertThat(ping(socket)).isEqualTo("+PONG");
            proxy.pause();
            assertThatThrownBy(() -> ping(socket)).isInstanceOf(SocketTimeoutException.class);
            proxy.restore();
            assertThat(answer(socket)).isEqualTo("+PONG");
        }
    }

    @Test
    void shouldDelayEachWay() throws Exception {
        proxy.delay(Duration.ofMillis(150));
        try (Socket socket = connect()) {
            long begin = System.nanoTime();
            assertThat(ping(socket)).isEqualTo("+PONG");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
        }
    }

    @Test
    void shouldCutPresentConnectionsOnly() throws Exception {
        try (Socket before = connect()) {
            assertThat(ping(before)).isEqualTo("+PONG");
            proxy.cut();
            assertThatThrownBy(() -> answer(before))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        try (Socket after = connect()) {
            assertThat(ping(after)).isEqualTo("+PONG");
        }
    }

    @Test
    void shouldRefuseUntilRestoredOnTheSamePort() throws Exception {
        int port = proxy.port();
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.restore();
        assertThat(proxy.port()).isEqualTo(port);
        try (Socket socket = connect()) {
            assertThat(ping(socket)).isEqualTo("+PONG");
        }
    }

    @Test
    void shouldStandBeforeABrokerThatAdvertisesIt() throws Exception {
        try (FaultProxy toKafka = FaultProxy.open();
                EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, toKafka.port())) {
            toKafka.forwardTo(kafka.port());
            new TestTopics(toKafka.address()).create(TestTopics.Stamp.AS_CONFIGURED);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Topics.producerSettings(toKafka.address(), "test"),
                    new StringSerializer(),
                    new StringSerializer())) {
                send(producer).get(20, TimeUnit.SECONDS);
                toKafka.pause();
                Future<RecordMetadata> held = send(producer);
                assertThatThrownBy(() -> held.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                toKafka.restore();
                assertThat(held.get(20, TimeUnit.SECONDS).offset()).isEqualTo(1);
            }
        }
    }

    private static Future<RecordMetadata> send(KafkaProducer<String, String> producer) {
        return producer.send(new ProducerRecord<>(Topics.ALERTS, 0, "key", "value"));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", proxy.port());
        socket.setSoTimeout(400);
        return socket;
    }

    private static String ping(Socket socket) throws IOException {
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        return answer(socket);
    }

    private static String answer(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
}
