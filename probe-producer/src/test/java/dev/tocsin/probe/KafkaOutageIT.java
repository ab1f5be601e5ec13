package dev.tocsin.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.embedded.EmbeddedKafka;
import dev.tocsin.events.Topics;
import dev.tocsin.events.guard.Network;
import dev.tocsin.probe.http.LoopbackServer;
import dev.tocsin.probe.schedule.Definitions;
import dev.tocsin.testkit.TestTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void shouldGoOnProbingWhileKafkaIsAwayAndLoseNothing() throws IOException {
        int port = freePort();
        String bootstrapServers = "127.0.0.1:" + port;
        ProbeConfig config = new ProbeConfig(
                bootstrapServers,
                List.of("eu-1"),
                List.of(Network.parse("127.0.0.0/8")),
                Duration.ofMillis(200),
                false,
                "tocsin-test");
        try (LoopbackServer shop = LoopbackServer.start(LoopbackServer.status(200));
                RunningProbes probes = ProbeApp.start(config)) {
            assertThat(probes.condition().healthy()).isFalse();

            try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, port);
                    Definer definer = new Definer(kafka.bootstrapServers())) {
                new TestTopics(bootstrapServers).create(TestTopics.Stamp.AS_CONFIGURED);
                definer.define(Definitions.of("shop", shop.url("/"), 200, 2_000));
                await().atMost(PATIENCE).until(() -> probes.counts().published() > 5);
                assertThat(probes.condition().healthy()).isTrue();
            }

            long before = probes.counts().finished();
            await().atMost(PATIENCE).until(() -> probes.counts().finished() > before + 20);
            await().atMost(PATIENCE)
                    .until(() -> !probes.condition().healthy()
                            && probes.condition().detail().startsWith("no result has reached Kafka at"));

            try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, port)) {
                long made = probes.counts().finished();
                await().atMost(PATIENCE).until(() -> probes.counts().published() >= made);
                assertThat(probes.counts().dropped()).isZero();
                assertThat(new TestTopics(kafka.bootstrapServers()).read(Topics.PROBE_RESULTS))
                        .hasSizeGreaterThanOrEqualTo((int) made);
                await().atMost(PATIENCE).until(() -> probes.condition().healthy());
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }
}
