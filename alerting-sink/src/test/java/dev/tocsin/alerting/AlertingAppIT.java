package dev.tocsin.alerting;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.alerting.Alerts.resolved;
import static dev.tocsin.events.Severity.CRITICAL;
import static dev.tocsin.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.alerting.ledger.DeliveryKey;
import dev.tocsin.alerting.redis.RedisConnection;
import dev.tocsin.alerting.redis.RedisLedger;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Outcome;
import dev.tocsin.events.service.Secret;
import dev.tocsin.testkit.FaultProxy;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.LoopbackSlack;
import dev.tocsin.testkit.RedisExtension;
import dev.tocsin.testkit.SlackMessage;
import dev.tocsin.testkit.SlackReply;
import dev.tocsin.testkit.TestTopics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole sink with a real Kafka and Redis, also when Redis or the channel fails. Longer than most files: the set-up is shared. */
class AlertingAppIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private static final Duration SOON = Duration.ofSeconds(20);

    private final LoopbackSlack slack = LoopbackSlack.start();
    private final List<AlertingApp> apps = new ArrayList<>();
    private AlertsTopic topic;

    @BeforeEach
    void prepare() throws Exception {
        kafka.topics().recreate(TestTopics.Stamp.AS_CONFIGURED);
        topic = new AlertsTopic(kafka.bootstrapServers());
        topic.forgetOffsets();
    }

    @AfterEach
    void cleanUp() {
        apps.forEach(AlertingApp::close);
        topic.close();
        slack.close();
    }

    @Test
    void shouldSendExactlyTwoMessagesWhenAnIncidentOpensAndEnds() throws Exception {
        AlertingApp app = start();

        topic.publish(firing("checkout", "consecutive-failures", CRITICAL));
        topic.publish(resolved("checkout", "consecutive-failures", 2, CRITICAL));

        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(2));
        assertThat(slack.messages())
                .extracting(SlackMessage::text)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("[CRITICAL] Checkout: 3 checks in a row failed."),
                        second -> assertThat(second).startsWith("[RESOLVED] Checkout is fine again. The last check"));
        assertThat(topic.notifications())
                .extracting(Notification::sequence, Notification::outcome, Notification::attempts)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, Outcome.DELIVERED, 1),
                        org.assertj.core.groups.Tuple.tuple(2, Outcome.DELIVERED, 1));
        await().atMost(SOON).untilAsserted(() -> assertThat(app.condition().detail())
                .isEqualTo("0 open incidents, 2 delivered, Redis ok"));
    }

    @Test
    void shouldSendNothingMoreWhenTheTopicIsReadAgainFromTheStart() throws Exception {
        AlertingApp first = start();
        topic.publish(
                firing("checkout", "consecutive-failures", CRITICAL),
                firing("search", "consecutive-failures", CRITICAL));
        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(2));
        topic.publish(
                firing("checkout", "error-rate", WARNING),
                resolved("checkout", "consecutive-failures", 2, CRITICAL),
                resolved("checkout", "error-rate", 2, WARNING));
        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(5));
        first.close();
        assertThat(slack.messages()).hasSize(3);
        topic.forgetOffsets();

        AlertingApp second = start();

        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(5));
        assertThat(slack.messages()).hasSize(3);
        assertThat(second.counters()).containsEntry("repeated", 3L).containsEntry("superseded", 2L);
    }

    @Test
    void shouldDeliverOnceAndHoldTheOffsetWhileSlackFails() throws Exception {
        slack.willReply(SlackReply.status(500), SlackReply.closeConnection());
        List<Long> committedWhileFailing = new ArrayList<>();
        slack.onMessage(message -> committedWhileFailing.add(committed()));
        start();

        topic.publish(firing("checkout", "consecutive-failures", CRITICAL));

        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(1));
        assertThat(committedWhileFailing).containsExactly(0L, 0L, 0L);
        assertThat(slack.messages()).hasSize(3);
        assertThat(topic.notifications(Outcome.RETRYING))
                .singleElement()
                .satisfies(notification -> assertThat(notification.reason()).isEqualTo("Slack answered 500"));
        assertThat(topic.notifications(Outcome.DELIVERED))
                .singleElement()
                .satisfies(notification -> assertThat(notification.attempts()).isEqualTo(3));
    }

    @Test
    void shouldStayQuietAsLongAsSlackAsksWhenItAnswers429() throws Exception {
        slack.willReply(SlackReply.tooMany(Duration.ofSeconds(3)));
        start();

        topic.publish(
                firing("checkout", "consecutive-failures", CRITICAL),
                firing("search", "consecutive-failures", CRITICAL));

        await().atMost(SOON).untilAsserted(() -> assertThat(slack.accepted()).hasSize(2));
        List<SlackMessage> messages = slack.messages();
        assertThat(Duration.between(
                        messages.get(0).receivedAt(), messages.get(1).receivedAt()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(2_990));
        assertThat(Duration.between(
                        messages.get(1).receivedAt(), messages.get(2).receivedAt()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @Test
    void shouldSayWhyWhenSlackRefusesForGood() throws Exception {
        slack.willReply(SlackReply.status(404, "no_service"));
        AlertingApp app = start();

        topic.publish(firing("checkout", "consecutive-failures", CRITICAL));

        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(1));
        assertThat(topic.notifications()).singleElement().satisfies(notification -> assertThat(notification.reason())
                .contains("404: no_service", "TOCSIN_SLACK_WEBHOOK_URL")
                .doesNotContain("/services/"));
        assertThat(app.condition().healthy()).isFalse();
    }

    @Test
    void shouldDeliverInTimeAndHealWhenRedisIsAwayForAWhile() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(redis.port())) {
            AlertingApp app = start(config(proxy.port(), Duration.ofSeconds(90)));
            topic.publish(firing("checkout", "consecutive-failures", CRITICAL));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(topic.committed()).isEqualTo(1));

            proxy.refuse();
            topic.publish(firing("search", "consecutive-failures", CRITICAL));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(topic.committed()).isEqualTo(2));
            assertThat(app.counters().get("bypassed")).isPositive();
            assertThat(app.condition().detail()).contains("Redis away");

            proxy.restore();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(app.condition().detail()).contains("Redis ok"));
            app.close();
        }
        topic.forgetOffsets();
        start();

        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(2));
        assertThat(slack.messages()).hasSize(2);
    }

    @Test
    void shouldDelayAPageByNoMoreThanOneTimeOutWhenRedisAnswersTooLate() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(redis.port())) {
            AlertingApp app = start(config(proxy.port(), Duration.ofSeconds(90)));
            topic.publish(firing("search", "consecutive-failures", CRITICAL));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(topic.committed()).isEqualTo(1));

            proxy.delay(Duration.ofSeconds(2));
            long before = System.nanoTime();
            topic.publish(firing("checkout", "consecutive-failures", CRITICAL));
            await().atMost(SOON).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> assertThat(slack.messages())
                    .hasSize(2));

            // One time-out, the pace behind the message before, and the way through Kafka.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2_000));
            assertThat(app.counters().get("bypassed")).isPositive();
        }
    }

    @Test
    void shouldLoseNothingWhenRedisIsEmptied() throws Exception {
        AlertingApp app = start(config(redis.port(), Duration.ofSeconds(1)));
        topic.publish(firing("checkout", "consecutive-failures", CRITICAL));
        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(1));
        topic.publish(firing("checkout", "error-rate", WARNING));
        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(2));

        redis.beforeEach(null);
        topic.publish(resolved("checkout", "consecutive-failures", 2, CRITICAL));

        await().atMost(SOON).untilAsserted(() -> assertThat(slack.messages()).hasSize(3));
        assertThat(slack.messages().get(2).text()).startsWith("[WARNING] Checkout");
        app.close();
        topic.forgetOffsets();
        AlertingApp second = start();
        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(3));
        assertThat(slack.messages()).hasSize(3);
        assertThat(second.condition().detail()).startsWith("1 open incidents");
    }

    @Test
    void shouldTellEachTransitionOnceWhenTwoNotifiersShareTheTopic() throws Exception {
        AlertingApp one = start();
        AlertingApp other = start();
        for (int i = 0; i < 20; i++) {
            topic.publish(firing("service-" + i, "consecutive-failures", CRITICAL));
        }
        await().atMost(SOON).until(() -> !slack.messages().isEmpty());

        one.close();

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(topic.committed()).isEqualTo(20));
        assertThat(topic.notifications(Outcome.DELIVERED))
                .extracting(Notification::incidentId)
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThat(one.counters().getOrDefault("delivered", 0L)
                        + other.counters().getOrDefault("delivered", 0L))
                .isEqualTo(20);
    }

    @Test
    void shouldTakeOverAfterTheLeaseWhenANotifierDiedBetweenClaimAndSend() throws Exception {
        Duration lease = Duration.ofSeconds(4);
        long claimedAt = System.nanoTime();
        try (RedisConnection dead = new RedisConnection(redis.host(), redis.port(), 0, new Secret(""), "dead")) {
            new RedisLedger(dead, Duration.ofHours(48))
                    .claim(
                            new DeliveryKey("slack", Alerts.incidentId("checkout", "consecutive-failures"), 1),
                            "dead",
                            lease);
        }
        start();

        topic.publish(
                firing("checkout", "consecutive-failures", CRITICAL),
                firing("search", "consecutive-failures", CRITICAL));

        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(2));
        assertThat(Duration.ofNanos(System.nanoTime() - claimedAt)).isGreaterThan(lease);
        assertThat(slack.messages())
                .extracting(SlackMessage::text)
                .satisfiesExactly(other -> assertThat(other).contains("Search"), claimed -> assertThat(claimed)
                        .contains("Checkout"));
    }

    @Test
    void shouldRingOnceForOneOutageAndTellWhatOutlivesItsCoverEvenAfterARestart() throws Exception {
        AlertingApp first = start(config(redis.port(), Duration.ofSeconds(1)));
        topic.publish(firing("checkout", "consecutive-failures", CRITICAL));
        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(1));
        topic.publish(firing("checkout", "error-rate", WARNING), firing("checkout", "slow-p95", WARNING));
        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(3));
        assertThat(slack.messages()).hasSize(1);
        assertThat(topic.notifications(Outcome.MUTED)).hasSize(2).allSatisfy(muted -> assertThat(muted.reason())
                .startsWith("covered by consecutive-failures of Checkout, told at "));
        first.close();

        start(config(redis.port(), Duration.ofSeconds(1)));
        topic.publish(resolved("checkout", "error-rate", 2, WARNING));
        topic.publish(resolved("checkout", "consecutive-failures", 2, CRITICAL));

        await().atMost(SOON).untilAsserted(() -> assertThat(slack.messages()).hasSize(3));
        assertThat(slack.messages().get(1).text()).startsWith("[RESOLVED]");
        assertThat(slack.messages().get(2).text())
                .startsWith("[WARNING] Checkout")
                .contains("It was covered by consecutive-failures of Checkout");
        assertThat(topic.notifications(Outcome.MUTED))
                .filteredOn(muted -> muted.sequence() == 2)
                .singleElement()
                .satisfies(muted -> assertThat(muted.reason()).startsWith("its opening was not told: covered by"));

        topic.publish(resolved("checkout", "slow-p95", 2, WARNING));
        await().atMost(SOON).untilAsserted(() -> assertThat(slack.messages()).hasSize(4));
    }

    @Test
    void shouldRecordAndSendNothingWhenThereIsNoWebhook() throws Exception {
        AlertingApp app = start(new AlertingConfig(
                kafka.bootstrapServers(),
                redis.host(),
                redis.port(),
                0,
                new Secret(""),
                new Secret(""),
                false,
                URI.create("http://127.0.0.1:8000/"),
                Duration.ofSeconds(15),
                Duration.ofSeconds(90),
                Duration.ofHours(48)));

        topic.publishGarbage();
        topic.publish(firing("checkout", "consecutive-failures", CRITICAL));

        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(2));
        assertThat(topic.notifications()).singleElement().satisfies(notification -> {
            assertThat(notification.outcome()).isEqualTo(Outcome.MUTED);
            assertThat(notification.reason()).isEqualTo("no channel configured");
        });
        assertThat(app.condition().healthy()).isTrue();
        assertThat(app.counters()).containsEntry("malformed", 1L);
    }

    private AlertingApp start() {
        return start(config(redis.port(), Duration.ofSeconds(90)));
    }

    private AlertingApp start(AlertingConfig config) {
        AlertingApp app = AlertingApp.start(config);
        apps.add(app);
        return app;
    }

    private AlertingConfig config(int redisPort, Duration grace) {
        return new AlertingConfig(
                kafka.bootstrapServers(),
                redis.host(),
                redisPort,
                0,
                new Secret(""),
                new Secret(slack.webhook().toString()),
                false,
                URI.create("http://127.0.0.1:8000/"),
                Duration.ofSeconds(15),
                grace,
                Duration.ofHours(48));
    }

    private long committed() {
        try {
            return topic.committed();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
