package dev.tocsin.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stand-in for Slack's incoming webhooks on 127.0.0.1. It keeps what it receives in order of arrival, and answers {@code ok}
 * unless told otherwise. Like Slack it refuses what is not a message (400 {@code invalid_payload} or {@code no_text}), and such
 * a post is not kept. Thread-safe.
 */
public final class LoopbackSlack implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(LoopbackSlack.class);
    private static final String PATH = "/services/T0/B0/loopback";
    private static final int LARGEST_BODY = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Clock clock;
    private final List<SlackMessage> messages = new CopyOnWriteArrayList<>();
    private final List<Consumer<SlackMessage>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<SlackReply> script = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile SlackReply otherwise = SlackReply.OK;

    private LoopbackSlack(HttpServer server, ExecutorService threads, Clock clock) {
        this.server = server;
        this.threads = threads;
        this.clock = clock;
    }

    /** Starts on any free port. */
    public static LoopbackSlack start() {
        return start(0, Clock.systemUTC());
    }

    public static LoopbackSlack start(int port, Clock clock) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
            ExecutorService threads = Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "loopback-slack");
                thread.setDaemon(true);
                return thread;
            });
            LoopbackSlack slack = new LoopbackSlack(server, threads, clock);
            server.setExecutor(threads);
            server.createContext("/", slack::receive);
            server.start();
            return slack;
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in for Slack cannot listen on port " + port, e);
        }
    }

    /** The address to post to. Any other path is taken as well, and told apart by {@link SlackMessage#path()}. */
    public URI webhook() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /** All posts that were messages, in order of arrival, however they were answered. */
    public List<SlackMessage> messages() {
        return List.copyOf(messages);
    }

    /** Those that people would have seen. */
    public List<SlackMessage> accepted() {
        return messages.stream()
                .filter(message -> message.reply().isAccepting())
                .toList();
    }

    /** Called for each message before it is answered, on the thread that received it. */
    public void onMessage(Consumer<SlackMessage> listener) {
        listeners.add(listener);
    }

    /** The next posts are answered like this, one each, before the usual answer is given again. */
    public void willReply(SlackReply... replies) {
        script.addAll(List.of(replies));
    }

    /** The usual answer from now on. */
    public void alwaysReply(SlackReply reply) {
        otherwise = reply;
    }

    /** Forgets messages and planned answers, but not the listeners. */
    public void reset() {
        messages.clear();
        script.clear();
        otherwise = SlackReply.OK;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
            String complaint = complaint(exchange.getRequestMethod(), body);
            if (!complaint.isEmpty()) {
                answer(exchange, SlackReply.status(400, complaint));
                return;
            }
            SlackReply planned = script.poll();
            SlackReply reply = planned == null ? otherwise : planned;
            String json = new String(body, StandardCharsets.UTF_8);
            SlackMessage message = new SlackMessage(
                    exchange.getRequestURI().getPath(),
                    json,
                    Json.mapper().readTree(body).path("text").asText(),
                    clock.instant(),
                    reply);
            messages.add(message);
            listeners.forEach(listener -> tell(listener, message));
            answer(exchange, reply);
        }
    }

    private static void tell(Consumer<SlackMessage> listener, SlackMessage message) {
        try {
            listener.accept(message);
        } catch (RuntimeException e) {
            // A listener's fault must not look like one of Slack's.
            logger.warn("A listener failed on a message; the message is kept and answered all the same.", e);
        }
    }

    private static String complaint(String method, byte[] body) {
        try {
            JsonNode json = Json.mapper().readTree(body);
            if (!"POST".equals(method) || !json.isObject()) {
                return "invalid_payload";
            }
            boolean says = json.path("text").isTextual() || json.has("blocks") || json.has("attachments");
            return says ? "" : "no_text";
        } catch (JsonProcessingException e) {
            return "invalid_payload";
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private void answer(HttpExchange exchange, SlackReply reply) throws IOException {
        hang(reply.delay());
        if (reply.closes()) {
            exchange.close();
            return;
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.code(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Says nothing for a while; closing ends it. */
    private void hang(Duration duration) {
        try {
            boolean ended = closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
            logger.debug("Said nothing for {}{}.", duration, ended ? " at most" : "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
