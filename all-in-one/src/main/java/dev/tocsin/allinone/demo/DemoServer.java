package dev.tocsin.allinone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One demo service's HTTP server on loopback. A slow answer waits in the timer, not in a thread. It can stop listening and
 * listen again on the same port. {@link #listen} and {@link #stopListening} belong to one thread.
 */
final class DemoServer {

    private static final Logger logger = LoggerFactory.getLogger(DemoServer.class);

    private final Supplier<AnswerModel.Answer> answers;
    private final ScheduledExecutorService timer;
    private final InetSocketAddress address;
    private HttpServer server;

    private DemoServer(Supplier<AnswerModel.Answer> answers, ScheduledExecutorService timer, HttpServer server) {
        this.answers = answers;
        this.timer = timer;
        this.server = server;
        this.address = server.getAddress();
    }

    /** Listens on the wanted port, or if it is taken on any that is free. */
    static DemoServer start(int wantedPort, Supplier<AnswerModel.Answer> answers, ScheduledExecutorService timer)
            throws IOException {
        // Without it header and body wait for each other's acknowledgement, 40 ms that no model asked for.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server;
        try {
            server = HttpServer.create(loopback(wantedPort), 0);
        } catch (IOException e) {
            logger.info("Port {} of a demo service is taken ({}); any free one serves.", wantedPort, e.getMessage());
            server = HttpServer.create(loopback(0), 0);
        }
        DemoServer demo = new DemoServer(answers, timer, server);
        demo.serve();
        return demo;
    }

    int port() {
        return address.getPort();
    }

    boolean isListening() {
        return server != null;
    }

    void listen() {
        if (server != null) {
            return;
        }
        try {
            server = HttpServer.create(address, 0);
            serve();
        } catch (IOException e) {
            // Somebody took the port in the meantime, or holds it for a moment; the next beat tries again.
            logger.warn("Port {} of a demo service cannot be had back yet: {}", address.getPort(), e.getMessage());
        }
    }

    void stopListening() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private void serve() {
        server.createContext("/", this::answerLater);
        server.start();
    }

    private void answerLater(HttpExchange exchange) {
        AnswerModel.Answer answer = answers.get();
        try {
            timer.schedule(() -> send(exchange, answer), (long) (answer.afterMs() * 1000), TimeUnit.MICROSECONDS);
        } catch (RejectedExecutionException e) {
            exchange.close(); // the world is ending
        }
    }

    private static void send(HttpExchange exchange, AnswerModel.Answer answer) {
        byte[] body = (answer.status() == 200 ? "ok\n" : "failing\n").getBytes(StandardCharsets.US_ASCII);
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        } catch (IOException e) {
            logger.debug("The caller did not wait for its answer.", e);
        }
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    }
}
