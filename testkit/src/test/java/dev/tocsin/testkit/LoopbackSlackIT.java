package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackSlackIT {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final LoopbackSlack slack = LoopbackSlack.start(0, Clock.fixed(NOW, ZoneOffset.UTC));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void shouldKeepMessagesInOrderAndTellListeners() throws Exception {
        List<String> heard = new ArrayList<>();
        slack.onMessage(message -> heard.add(message.text()));
        HttpResponse<String> answer = post("{\"text\":\"größte\"}");
        post("{\"blocks\":[]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(slack.messages()).extracting(SlackMessage::text).containsExactly("größte", "");
        assertThat(slack.messages().get(0).receivedAt()).isEqualTo(NOW);
        assertThat(slack.messages().get(1).json()).isEqualTo("{\"blocks\":[]}");
        assertThat(heard).containsExactly("größte", "");
    }

    @Test
    void shouldFollowTheScriptThenAnswerOk() throws Exception {
        slack.willReply(SlackReply.tooMany(Duration.ofSeconds(3)), SlackReply.status(500));
        HttpResponse<String> limited = post("{\"text\":\"a\"}");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("3");
        assertThat(post("{\"text\":\"b\"}").statusCode()).isEqualTo(500);
        assertThat(post("{\"text\":\"c\"}").statusCode()).isEqualTo(200);
        assertThat(slack.messages()).hasSize(3);
        assertThat(slack.accepted()).extracting(SlackMessage::text).containsExactly("c");
    }

    @Test
    void shouldKeepTheMessageWhenItHangsOrClosesTheConnection() throws Exception {
        slack.willReply(SlackReply.hang(Duration.ofMinutes(1)), SlackReply.closeConnection());
        assertThatThrownBy(() -> post("{\"text\":\"lost\"}")).isInstanceOf(HttpTimeoutException.class);
        assertThatThrownBy(() -> post("{\"text\":\"cut\"}"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
        assertThat(slack.accepted()).extracting(SlackMessage::text).containsExactly("lost", "cut");
    }

    @Test
    void shouldRefuseWhatSlackRefuses() throws Exception {
        assertThat(post("not json").body()).isEqualTo("invalid_payload");
        assertThat(post("{\"message\":\"a\"}").body()).isEqualTo("no_text");
        assertThat(post("").statusCode()).isEqualTo(400);
        assertThat(slack.messages()).isEmpty();
    }

    private HttpResponse<String> post(String json) throws Exception {
        URI webhook = slack.webhook();
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(Duration.ofMillis(700))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
