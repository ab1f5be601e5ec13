package dev.tocsin.benchmarks.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of the live stream that look for samples by a mark, and note when each of them had it. */
final class LiveClients implements AutoCloseable {

    private static final String MARK = "\"mark\":\"";
    private static final int OPENING_AT_ONCE = 50;

    /**
     * Kept, because a client that nobody has any more closes its connections. It reads frames on the thread that receives them:
     * handing them on would count as the gateway's time.
     */
    private final HttpClient http =
            HttpClient.newBuilder().executor(Runnable::run).build();

    private final List<WebSocket> sockets = new ArrayList<>();
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private final Timings timings = new Timings();
    private final AtomicInteger ended = new AtomicInteger();
    /** Why connections ended. */
    private final Queue<String> why = new ConcurrentLinkedQueue<>();

    private final AtomicInteger greeted = new AtomicInteger();

    static LiveClients open(int port, int clients) throws Exception {
        LiveClients all = new LiveClients();
        URI address = URI.create("ws://127.0.0.1:" + port + "/ws/metrics");
        List<CompletableFuture<WebSocket>> opening = new ArrayList<>();
        Semaphore places = new Semaphore(OPENING_AT_ONCE);
        for (int i = 0; i < clients; i++) {
            places.acquire();
            CompletableFuture<WebSocket> socket = all.http.newWebSocketBuilder().buildAsync(address, all.new Reader());
            socket.whenComplete((opened, failure) -> places.release());
            opening.add(socket);
        }
        for (CompletableFuture<WebSocket> socket : opening) {
            all.sockets.add(socket.get(30, TimeUnit.SECONDS));
        }
        return all;
    }

    /** Notes that a sample of that mark is sent now. */
    void sending(String mark) {
        sentAt.put(mark, System.nanoTime());
    }

    /** Times from sending a sample to one client having its frame, as many as there are by now. */
    synchronized Timings seen() {
        Timings copy = new Timings();
        copy.addAll(timings);
        return copy;
    }

    /** How many of these there are. */
    synchronized int frames() {
        return timings.size();
    }

    /** How many clients hold the connection. */
    int connected() {
        return sockets.size() - ended.get();
    }

    /** Why the first connection ended that did; empty if none did. */
    String firstEnd() {
        return Objects.requireNonNullElse(why.peek(), "");
    }

    /** How many clients have had their first frame. */
    int greeted() {
        return greeted.get();
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();
        private boolean first = true;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            frame.append(text);
            if (last) {
                take(frame.toString(), System.nanoTime());
                frame.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void take(String whole, long now) {
            if (first) {
                first = false;
                greeted.incrementAndGet();
                return;
            }
            int begin = whole.indexOf(MARK);
            Long sent = begin < 0
                    ? null
                    : sentAt.get(whole.substring(begin + MARK.length(), whole.indexOf('"', begin + MARK.length())));
            if (sent != null && whole.contains("\"type\":\"metric\"")) {
                synchronized (LiveClients.this) {
                    timings.add(now - sent);
                }
            }
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            ended.incrementAndGet();
            why.add(code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            ended.incrementAndGet();
            why.add(String.valueOf(failure));
        }
    }

    @Override
    public void close() {
        sockets.forEach(WebSocket::abort);
    }
}
