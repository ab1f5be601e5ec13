package dev.tocsin.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.events.service.RunningService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EventFeedTest {

    private static final long OPENED = 1_760_000_000_000L;

    @Test
    void shouldTellWhoIsFiringAndWhy() {
        News news = EventFeed.alert(transition(AlertTransition.State.FIRING, OPENED, "is down"));

        assertThat(news.kind()).isEqualTo(News.Kind.FIRING);
        assertThat(news.subject()).isEqualTo("Checkout");
        assertThat(news.text()).contains("is down", "consecutive-failures", "3 checks failed");
    }

    @Test
    void shouldTellHowLongItLastedWhenResolved() {
        News news = EventFeed.alert(transition(AlertTransition.State.RESOLVED, OPENED + 47_900, "is fine again"));

        assertThat(news.kind()).isEqualTo(News.Kind.RESOLVED);
        assertThat(news.text()).startsWith("is fine again after 47 s");
    }

    @Test
    void shouldShowAMessageThatWasDelivered() {
        assertThat(EventFeed.message(notification(Notification.Outcome.DELIVERED)))
                .hasValueSatisfying(news -> assertThat(news.text()).isEqualTo("Checkout is down"));
    }

    @Test
    void shouldSayWhyAMessageDidNotArrive() {
        assertThat(EventFeed.message(notification(Notification.Outcome.REJECTED)))
                .hasValueSatisfying(news -> assertThat(news.text()).contains("refused", "404"));
        assertThat(EventFeed.message(notification(Notification.Outcome.RETRYING)))
                .hasValueSatisfying(news -> assertThat(news.text()).contains("again", "404"));
    }

    @Test
    void shouldKeepStillAboutMutedMessages() {
        assertThat(EventFeed.message(notification(Notification.Outcome.MUTED))).isEmpty();
    }

    @Test
    void shouldSayThatItEndedWhateverEndedIt() {
        try (EventFeed feed = feed(() -> {
            throw new NoClassDefFoundError("gone");
        })) {
            await().untilAsserted(() -> assertThat(feed.condition())
                    .isEqualTo(RunningService.Condition.unhealthy(
                            "cannot tell what happens (java.lang.NoClassDefFoundError: gone);"
                                    + " see the dashboard instead, and start again")));
        }
    }

    @Test
    void shouldStopWithoutComplaint() {
        EventFeed feed = feed(() -> {});
        feed.close();

        assertThat(feed.condition().healthy()).isTrue();
    }

    private static EventFeed feed(Runnable atFirstPoll) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
        for (String topic : List.of(Topics.ALERTS, Topics.NOTIFICATIONS, Topics.QUARANTINE)) {
            consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
            consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
        }
        consumer.schedulePollTask(atFirstPoll);
        return EventFeed.start(consumer, news -> {}, Clock.systemUTC());
    }

    private static AlertTransition transition(AlertTransition.State state, long at, String summary) {
        return new AlertTransition(
                "5f0c0f5e-7a43-5d0b-9a4e-0d5f3f1a2b3c",
                1,
                "service/checkout/consecutive-failures",
                1,
                "consecutive-failures",
                new Entity(EntityKind.SERVICE, "checkout"),
                "Checkout",
                Severity.CRITICAL,
                state,
                summary,
                "3 checks failed.",
                List.of(),
                OPENED,
                at,
                1);
    }

    private static Notification notification(Notification.Outcome outcome) {
        return new Notification(
                "5f0c0f5e-7a43-5d0b-9a4e-0d5f3f1a2b3c",
                1,
                new Entity(EntityKind.SERVICE, "checkout"),
                "consecutive-failures",
                Severity.CRITICAL,
                AlertTransition.State.FIRING,
                "slack",
                outcome,
                "404 no_service",
                1,
                "Checkout is down",
                OPENED);
    }
}
