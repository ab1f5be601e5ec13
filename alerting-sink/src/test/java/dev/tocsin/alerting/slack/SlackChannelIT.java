package dev.tocsin.alerting.slack;

import static dev.tocsin.events.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.Alerts;
import dev.tocsin.alerting.channel.Delivery;
import dev.tocsin.alerting.channel.Message;
import dev.tocsin.alerting.channel.Story;
import dev.tocsin.events.service.Secret;
import dev.tocsin.testkit.LoopbackSlack;
import dev.tocsin.testkit.SlackReply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackChannelIT {

    private static final Message MESSAGE = Message.of(Story.of(Alerts.firing("checkout", "down", CRITICAL)));

    private final LoopbackSlack slack = LoopbackSlack.start();
    private SlackChannel channel = channel(slack.webhook().toString());

    @AfterEach
    void close() {
        channel.close();
        slack.close();
    }

    @Test
    void shouldPostOnceWhenSlackTakesIt() throws Exception {
        assertThat(send()).isEqualTo(new Delivery.Sent());

        assertThat(slack.messages()).singleElement().satisfies(message -> assertThat(message.json())
                .contains("\"blocks\"", "\"attachments\"", "#service=checkout"));
    }

    @Test
    void shouldHonourRetryAfter() throws Exception {
        slack.willReply(SlackReply.tooMany(Duration.ofSeconds(30)));

        assertThat(send())
                .isEqualTo(new Delivery.Retry(Optional.of(Duration.ofSeconds(30)), "Slack answered 429: rate_limited"));
    }

    @Test
    void shouldGiveUpAfterFiveSecondsAndAskForAnotherTryWhenSlackHangs() throws Exception {
        slack.willReply(SlackReply.hang(Duration.ofSeconds(60)));
        long before = System.nanoTime();

        assertThat(send()).isEqualTo(new Delivery.Retry(Optional.empty(), "127.0.0.1 did not answer within 5 s"));

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(4_900), Duration.ofMillis(6_500));
    }

    @Test
    void shouldAskForAnotherTryWithoutPostingTwiceItselfWhenTheConnectionBreaks() throws Exception {
        send();
        slack.willReply(SlackReply.closeConnection());

        assertThat(send()).isInstanceOfSatisfying(Delivery.Retry.class, retry -> assertThat(retry.reason())
                .startsWith("the connection to 127.0.0.1 broke"));
        assertThat(slack.messages()).hasSize(2);
    }

    @Test
    void shouldKeepTheWebhookSecretWhenNobodyListensOrTheNameIsUnknown() throws Exception {
        slack.close();
        assertThat(send()).isEqualTo(new Delivery.Retry(Optional.empty(), "127.0.0.1 does not accept connections"));

        channel.close();
        channel = channel("https://no-such-host.invalid/services/T0/B0/secret");
        assertThat(send()).isInstanceOfSatisfying(Delivery.Retry.class, retry -> assertThat(retry.reason())
                .startsWith("no-such-host.invalid has no address")
                .doesNotContain("secret"));
    }

    private Delivery send() throws Exception {
        return channel.send(MESSAGE).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static SlackChannel channel(String webhook) {
        return new SlackChannel(new Secret(webhook), URI.create("http://127.0.0.1:8000/"), Clock.systemUTC());
    }
}
