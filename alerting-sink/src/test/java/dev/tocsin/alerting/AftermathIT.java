package dev.tocsin.alerting;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.alerting.Alerts.resolved;
import static dev.tocsin.events.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Outcome;
import dev.tocsin.events.service.Secret;
import dev.tocsin.testkit.KafkaExtension;
import dev.tocsin.testkit.LoopbackSlack;
import dev.tocsin.testkit.RedisExtension;
import dev.tocsin.testkit.SlackMessage;
import dev.tocsin.testkit.TestTopics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One outage of seconds, as three rules notice it one after the other, with the real parts and a clock turned by hand. */
class AftermathIT {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String RULE_1 = "consecutive-failures";
    private static final String RULE_2 = "tiered-thresholds";
    private static final String RULE_3 = "multi-signal";

    private final LoopbackSlack slack = LoopbackSlack.start();
    private final MutableClock clock = new MutableClock();
    private AlertsTopic topic;
    private AlertingApp app;
    private long published;

    @BeforeEach
    void prepare() throws Exception {
        kafka.topics().recreate(TestTopics.Stamp.AS_CONFIGURED);
        topic = new AlertsTopic(kafka.bootstrapServers());
        topic.forgetOffsets();
        app = start();
    }

    @AfterEach
    void cleanUp() {
        app.close();
        topic.close();
        slack.close();
    }

    @Test
    void shouldSendExactlyTwoMessagesWhenRulesThatLookBackNoticeAnOutageThatIsOver() throws Exception {
        tell(firing("database", RULE_1, CRITICAL));
        clock.advance(Duration.ofSeconds(16));
        tell(resolved("database", RULE_1, 2, CRITICAL));
        clock.advance(Duration.ofSeconds(3));
        tell(firing("database", RULE_2, CRITICAL), firing("database", RULE_3, CRITICAL));
        awaitDetail("2 open incidents, 2 delivered, Redis ok");
        clock.advance(Duration.ofSeconds(60));
        tell(resolved("database", RULE_2, 2, CRITICAL), resolved("database", RULE_3, 2, CRITICAL));
        clock.advance(Duration.ofMinutes(5));
        awaitDetail("0 open incidents, 2 delivered, Redis ok");

        assertThat(slack.messages())
                .extracting(SlackMessage::text)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("[CRITICAL] Database"),
                        second -> assertThat(second).startsWith("[RESOLVED] Database"));
        String reason =
                "taken for the aftermath of consecutive-failures of Database, told at 12:00:00 UTC and resolved at "
                        + "12:00:16 UTC; told if it is still open at 12:01:46 UTC";
        assertThat(topic.notifications(Outcome.MUTED))
                .extracting(Notification::reason)
                .containsExactlyInAnyOrder(
                        reason, reason, "its opening was not told: " + reason, "its opening was not told: " + reason);

        app.close();
        topic.forgetOffsets();
        app = start();
        awaitCommitted();
        assertThat(slack.messages()).hasSize(2);
    }

    @Test
    void shouldTellOnceWhatOutlivesTheAftermathEvenWhenEverythingButRedisIsForgotten() throws Exception {
        tell(firing("database", RULE_1, CRITICAL));
        clock.advance(Duration.ofSeconds(16));
        tell(resolved("database", RULE_1, 2, CRITICAL));
        app.close();
        topic.forgetOffsets();
        app = start();
        clock.advance(Duration.ofSeconds(3));
        tell(firing("database", RULE_2, CRITICAL), firing("database", RULE_3, CRITICAL));
        assertThat(slack.messages()).hasSize(2);

        clock.advance(Duration.ofSeconds(87));

        await().atMost(SOON).untilAsserted(() -> assertThat(topic.notifications(Outcome.DELIVERED))
                .hasSize(3));
        tell(resolved("database", RULE_2, 2, CRITICAL), resolved("database", RULE_3, 2, CRITICAL));
        clock.advance(Duration.ofMinutes(5));
        awaitDetail("0 open incidents, 2 delivered, Redis ok");
        List<String> texts = slack.messages().stream().map(SlackMessage::text).toList();
        assertThat(texts).hasSize(4);
        assertThat(texts.get(2))
                .startsWith("[CRITICAL] Database")
                .contains(
                        "It was taken for the aftermath of consecutive-failures of Database, told at 12:00:00 UTC and "
                                + "resolved at 12:00:16 UTC; that is over, this is not.");
        assertThat(texts.get(3)).startsWith("[RESOLVED] Database");
    }

    /** Returns when all of them are settled. */
    private void tell(AlertTransition... transitions) throws Exception {
        topic.publish(transitions);
        published += transitions.length;
        awaitCommitted();
    }

    private void awaitCommitted() {
        await().atMost(SOON).untilAsserted(() -> assertThat(topic.committed()).isEqualTo(published));
    }

    private void awaitDetail(String detail) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(app.condition().detail()).isEqualTo(detail));
    }

    private AlertingApp start() {
        return AlertingApp.start(
                new AlertingConfig(
                        kafka.bootstrapServers(),
                        redis.host(),
                        redis.port(),
                        0,
                        new Secret(""),
                        new Secret(slack.webhook().toString()),
                        false,
                        URI.create("http://127.0.0.1:8000/"),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(90),
                        Duration.ofHours(48)),
                clock);
    }
}
