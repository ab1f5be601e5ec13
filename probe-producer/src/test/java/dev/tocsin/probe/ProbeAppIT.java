package dev.tocsin.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.Topics;
import dev.tocsin.events.guard.Network;
import dev.tocsin.probe.http.LoopbackServer;
import dev.tocsin.probe.schedule.Definitions;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProbeAppIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopbackServer shop = LoopbackServer.start(LoopbackServer.status(200));
    private final LoopbackServer moved = LoopbackServer.start(LoopbackServer.status(404));
    private Definer definer;
    private RunningProbes probes;

    @BeforeEach
    void begin() {
        kafka.topics().recreate(TestTopics.Stamp.AS_CONFIGURED);
        definer = new Definer(kafka.bootstrapServers());
    }

    @AfterEach
    void end() {
        if (probes != null) {
            probes.close();
        }
        definer.close();
        shop.close();
        moved.close();
    }

    private void start() {
        probes = ProbeApp.start(new ProbeConfig(
                kafka.bootstrapServers(),
                List.of("eu-1", "us-1"),
                List.of(Network.parse("127.0.0.0/8")),
                Duration.ofMillis(200),
                false,
                "tocsin-test"));
    }

    private List<ProbeResult> results() {
        return kafka.topics().read(Topics.PROBE_RESULTS).stream()
                .map(record -> {
                    ProbeResult result = ObservationReader.probeResult(record.value());
                    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(result.service());
                    return result;
                })
                .toList();
    }

    @Test
    void shouldPublishResultsOfADefinedServiceFromEachLocation() {
        definer.define(Definitions.of("shop", shop.url("/"), 500, 2_000));
        start();

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<ProbeResult> results = results();
            assertThat(results).extracting(ProbeResult::location).contains("eu-1", "us-1");
            assertThat(results).hasSizeGreaterThan(4).allSatisfy(result -> {
                assertThat(result.service()).isEqualTo("shop");
                assertThat(result.status()).isEqualTo(CheckStatus.OK);
                assertThat(result.statusCode()).isEqualTo(200);
                assertThat(result.apdexMs()).isEqualTo(321);
                assertThat(result.intervalMs()).isEqualTo(500);
                assertThat(result.timestamp())
                        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
            });
            assertThat(results).extracting(ProbeResult::id).doesNotHaveDuplicates();
        });
        assertThat(probes.condition().healthy()).isTrue();
        assertThat(probes.condition().detail()).matches("1 service from 2 locations, last result \\d+ ms ago");
    }

    @Test
    void shouldFollowAChangeAndADeletionAtOnce() {
        definer.define(Definitions.of("shop", shop.url("/"), 60_000, 2_000));
        start();
        await().atMost(PATIENCE).until(() -> shop.connections() == 2);

        definer.define(Definitions.of("shop", moved.url("/"), 60_000, 2_000));
        await().atMost(Duration.ofSeconds(5)).until(() -> moved.connections() == 2);

        definer.define(Definitions.of("shop", moved.url("/"), 200, 2_000));
        await().atMost(Duration.ofSeconds(5)).until(() -> moved.connections() > 10);

        definer.delete("shop");
        await().atMost(Duration.ofSeconds(5)).until(() -> probes.counts().services() == 0);
        int last = moved.connections();
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(3))
                .until(() -> moved.connections() <= last + 2);
        assertThat(results()).extracting(ProbeResult::status).contains(CheckStatus.OK, CheckStatus.WARN);
    }

    @Test
    void shouldTakeOnlyTheNewestOfWhatItFindsAtTheStart() {
        definer.define(Definitions.of("gone", moved.url("/"), 200, 2_000));
        definer.define(Definitions.of("shop", moved.url("/"), 200, 2_000));
        definer.define(Definitions.of("shop", shop.url("/"), 200, 2_000));
        definer.delete("gone");
        start();

        await().atMost(PATIENCE).until(() -> shop.connections() > 5);
        assertThat(moved.connections()).isZero();
    }

    @Test
    void shouldPassOverTicksStrangersAndMalformedDefinitions() {
        start();
        await().atMost(PATIENCE).until(() -> probes.condition().healthy());
        assertThat(probes.condition().detail()).isEqualTo("0 services from 2 locations, no result yet");

        definer.send("tick", "");
        definer.send("rule/1", "{}");
        definer.send("service/shop", "{\"key\":\"shop\"");
        definer.send("service/shop", "");
        definer.send("service/shop", "null");
        definer.define(Definitions.of("other", "gopher://other/", 200, 2_000));
        definer.send("service/mismatch", "{\"key\":\"shop\",\"name\":\"shop\",\"id\":1}");
        definer.define(Definitions.of("shop", shop.url("/"), 200, 2_000));

        await().atMost(PATIENCE).until(() -> shop.connections() > 2);
        assertThat(probes.counts().services()).isOne();
        assertThat(probes.counts().malformedDefinitions()).isEqualTo(5);
    }
}
