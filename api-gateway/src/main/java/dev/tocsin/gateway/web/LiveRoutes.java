package dev.tocsin.gateway.web;

import dev.tocsin.gateway.live.LiveHub;
import dev.tocsin.gateway.live.Wish;
import dev.tocsin.gateway.store.ServiceRegistry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * The streams: {@code /ws/metrics} by WebSocket, and {@code GET /stream} with the same content as server-sent events, for
 * {@code curl -N}. {@link StreamQuery} says what can be asked for.
 *
 * <p>A reader that is too slow is dropped with a reason: close code 1013, or a last event {@code dropped}.
 */
final class LiveRoutes {

    private static final long PING_SECONDS = 15;
    static final String EVENTS = "/stream";

    private final LiveHub hub;
    private final ServiceRegistry registry;
    private final Map<String, SocketListener> listeners = new ConcurrentHashMap<>();

    LiveRoutes(LiveHub hub, ServiceRegistry registry) {
        this.hub = hub;
        this.registry = registry;
    }

    void register(RoutesConfig routes) {
        routes.ws("/ws/metrics", socket -> {
            socket.onConnect(this::connected);
            socket.onClose(this::gone);
            socket.onError(this::gone);
        });
        routes.get(EVENTS, this::stream);
    }

    private void connected(WsConnectContext context) {
        Wish wish;
        try {
            wish = StreamQuery.of(context.queryParamMap(), null, registry);
        } catch (InvalidRequestException e) {
            context.closeSession(StatusCode.POLICY_VIOLATION, e.getMessage());
            return;
        }
        context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        SocketListener listener = new SocketListener(context.session);
        listeners.put(context.sessionId(), listener);
        hub.join(listener, wish);
    }

    private void gone(WsContext context) {
        context.disableAutomaticPings();
        SocketListener listener = listeners.remove(context.sessionId());
        if (listener != null) {
            listener.end();
            hub.leave(listener);
        }
    }

    private void stream(Context context) {
        Wish wish = StreamQuery.of(context.queryParamMap(), context.header("Last-Event-ID"), registry);
        context.future(() -> open(context, wish));
    }

    private CompletableFuture<Void> open(Context context, Wish wish) {
        context.req().getAsyncContext().setTimeout(0);
        HttpServletResponse response = context.res();
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache");
        // Proxies that collect answers would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        try {
            EventStream events = new EventStream(response.getOutputStream());
            CompletableFuture<Void> ended = events.begin();
            hub.join(events, wish);
            return ended.whenComplete((nothing, failure) -> hub.leave(events));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
