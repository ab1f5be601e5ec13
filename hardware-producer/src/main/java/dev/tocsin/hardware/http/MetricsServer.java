package dev.tocsin.hardware.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the routes on the JDK's own server: a handful of small documents need no more. */
public final class MetricsServer implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(MetricsServer.class);
    /** So that clients who connect and say nothing don't keep the others out. */
    private static final int THREADS = 8;

    private final Routes routes;
    private final ThreadPoolExecutor executor;
    private volatile HttpServer server;

    public MetricsServer(Routes routes) {
        this.routes = routes;
        this.executor = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), runnable -> {
                    Thread thread = new Thread(runnable, "hardware-http");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Binds and serves.
     *
     * @param port 0 takes a free one
     * @throws IOException if the address is taken or not ours
     */
    public void start(String host, int port) throws IOException {
        HttpServer bound = HttpServer.create(new InetSocketAddress(host, port), 0);
        bound.setExecutor(executor);
        bound.createContext("/", this::handle);
        bound.start();
        server = bound;
        logger.info("metrics at http://{}:{}/metrics", host, port());
    }

    /** The port it serves on; only once it is started. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = routes.answer(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Accept"));
            } catch (RuntimeException e) {
                logger.error(
                        "{} could not be answered", exchange.getRequestURI().getPath(), e);
                answer = Answer.detail(500, "Internal Server Error");
            }
            send(exchange, answer);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if ("HEAD".equals(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(answer.body().length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }
}
