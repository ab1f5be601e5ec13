package dev.tocsin.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.channel.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlackAnswerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void shouldTakeEveryTwoHundredAsSent() {
        assertThat(SlackAnswer.read(200, null, "ok", NOW)).isEqualTo(new Delivery.Sent());
        assertThat(SlackAnswer.read(204, null, "", NOW)).isEqualTo(new Delivery.Sent());
    }

    @Test
    void shouldStayQuietAsLongAsAsked() {
        assertThat(SlackAnswer.read(429, "7", "rate_limited", NOW))
                .isEqualTo(new Delivery.Retry(Optional.of(Duration.ofSeconds(7)), "Slack answered 429: rate_limited"));
    }

    @Test
    void shouldTryAgainWhenTheFaultIsSlacks() {
        for (int status : new int[] {500, 502, 503, 504, 408}) {
            assertThat(SlackAnswer.read(status, null, "", NOW))
                    .isEqualTo(new Delivery.Retry(Optional.empty(), "Slack answered " + status));
        }
    }

    @Test
    void shouldRejectWithSlacksWordsAndARemedyWhenItRefuses() {
        for (int status : new int[] {400, 403, 404, 410, 302}) {
            assertThat(SlackAnswer.read(status, null, "its_words\n", NOW))
                    .isInstanceOfSatisfying(Delivery.Rejected.class, rejected -> assertThat(rejected.reason())
                            .startsWith("Slack answered " + status + ": its_words. "));
        }
    }

    @Test
    void shouldCutLongWords() {
        assertThat(SlackAnswer.read(400, null, "x".repeat(10_000), NOW))
                .isInstanceOfSatisfying(Delivery.Rejected.class, rejected -> assertThat(rejected.reason())
                        .hasSizeLessThan(400));
    }
}
