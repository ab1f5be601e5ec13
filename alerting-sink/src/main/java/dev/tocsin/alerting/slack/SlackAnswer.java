package dev.tocsin.alerting.slack;

import dev.tocsin.alerting.channel.Delivery;
import java.time.Instant;
import java.util.Optional;

/** What a status and a body of Slack's webhook mean. Pure. */
final class SlackAnswer {

    private static final int MOST_WORDS = 200;

    /**
     * @param retryAfter the header, null if there is none
     * @param body Slack's words, for example {@code no_service}
     */
    static Delivery read(int status, String retryAfter, String body, Instant now) {
        if (status >= 200 && status < 300) {
            return new Delivery.Sent();
        }
        String words = "Slack answered " + status + said(body);
        if (status == 429) {
            return new Delivery.Retry(Optional.of(RetryAfter.read(retryAfter, now)), words);
        }
        if (status >= 500 || status == 408) {
            return new Delivery.Retry(Optional.empty(), words);
        }
        return new Delivery.Rejected(words + ". " + remedy(status));
    }

    private static String remedy(int status) {
        return switch (status) {
            case 400, 413 -> "The message itself was refused; please report it with this answer.";
            case 403, 404, 410 ->
                "The webhook was withdrawn or its channel is gone: create a new one and set TOCSIN_SLACK_WEBHOOK_URL.";
            default -> "Check TOCSIN_SLACK_WEBHOOK_URL.";
        };
    }

    private static String said(String body) {
        String words = body.strip().replaceAll("\\s+", " ");
        return words.isEmpty()
                ? ""
                : ": " + (words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "…" : words);
    }

    private SlackAnswer() {}
}
