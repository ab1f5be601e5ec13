package dev.tocsin.alerting.slack;

import dev.tocsin.alerting.channel.Channel;
import dev.tocsin.alerting.channel.Delivery;
import dev.tocsin.alerting.channel.Message;
import dev.tocsin.events.Json;
import dev.tocsin.events.service.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Posts to a Slack incoming webhook. A request has 5 s in all; it is never repeated here and follows no redirect, so one
 * call is one request. The webhook's address is a secret: no error carries more of it than its host.
 */
public final class SlackChannel implements Channel {

    public static final String NAME = "slack";

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** Slack allows one message a second; a little more, because requests reach it with jitter. */
    private static final Duration PACE = Duration.ofMillis(1_100);

    private static final int STORIES_PER_MESSAGE = 40;
    private static final long MOST_ANSWER_BYTES = 4_096;
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final Secret webhook;
    private final SlackMessage messages;
    private final Clock clock;
    private final OkHttpClient client;

    /**
     * @param webhook empty if there is none; then {@link #send} must not be called
     * @param dashboard where links lead
     */
    public SlackChannel(Secret webhook, URI dashboard, Clock clock) {
        this.webhook = webhook;
        this.messages = new SlackMessage(dashboard);
        this.clock = clock;
        this.client = new OkHttpClient.Builder()
                .callTimeout(DEADLINE)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .build();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public int storiesPerMessage() {
        return STORIES_PER_MESSAGE;
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        Request request = new Request.Builder()
                .url(webhook.value())
                .post(RequestBody.create(Json.encode(messages.render(message)), JSON))
                .build();
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        client.newCall(request).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    String body = response.peekBody(MOST_ANSWER_BYTES).string();
                    answer.complete(
                            SlackAnswer.read(response.code(), response.header("Retry-After"), body, clock.instant()));
                } catch (IOException e) {
                    // The status is the answer; its words were lost on the way.
                    answer.complete(
                            SlackAnswer.read(response.code(), response.header("Retry-After"), "", clock.instant()));
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                answer.complete(new Delivery.Retry(
                        Optional.empty(), words(e, call.request().url().host())));
            }
        });
        return answer;
    }

    /** Says what happened by kind: the exception's own message may hold the address. */
    private static String words(IOException e, String host) {
        if (e instanceof UnknownHostException) {
            return host + " has no address; check the name resolution and TOCSIN_SLACK_WEBHOOK_URL";
        }
        if (e instanceof ConnectException) {
            return host + " does not accept connections";
        }
        if (e instanceof InterruptedIOException) {
            return host + " did not answer within " + DEADLINE.toSeconds() + " s";
        }
        return "the connection to " + host + " broke (" + e.getClass().getSimpleName() + ")";
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
