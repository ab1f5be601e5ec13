package dev.tocsin.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How {@link LoopbackSlack} answers one post.
 *
 * @param delay how long it says nothing first
 * @param closes whether it then closes the connection without an answer
 */
public record SlackReply(int code, Map<String, String> headers, String body, Duration delay, boolean closes) {

    /** What Slack says when it took the message. */
    public static final SlackReply OK = new SlackReply(200, Map.of(), "ok", Duration.ZERO, false);

    public SlackReply {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(delay, "delay");
    }

    public static SlackReply status(int code) {
        return new SlackReply(code, Map.of(), "", Duration.ZERO, false);
    }

    public static SlackReply status(int code, String body) {
        return new SlackReply(code, Map.of(), body, Duration.ZERO, false);
    }

    /** 429 with {@code Retry-After}. */
    public static SlackReply tooMany(Duration retryAfter) {
        return new SlackReply(
                429,
                Map.of("Retry-After", String.valueOf(retryAfter.toSeconds())),
                "rate_limited",
                Duration.ZERO,
                false);
    }

    /** Takes the message, says nothing for a while, then {@code ok}, if anybody is still there to hear it. */
    public static SlackReply hang(Duration duration) {
        return new SlackReply(200, Map.of(), "ok", duration, false);
    }

    /** Takes the message, then closes the connection without an answer. */
    public static SlackReply closeConnection() {
        return new SlackReply(200, Map.of(), "", Duration.ZERO, true);
    }

    /** Whether people would see the message, whatever its sender comes to know of that. */
    public boolean isAccepting() {
        return code / 100 == 2;
    }
}
