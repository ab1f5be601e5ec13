package dev.tocsin.gateway.web;

import dev.tocsin.gateway.live.Listener;
import dev.tocsin.gateway.live.LiveHub;
import dev.tocsin.gateway.live.Wish;
import dev.tocsin.gateway.security.ApiKey;
import dev.tocsin.gateway.security.KeyRing;
import dev.tocsin.gateway.store.ServiceRegistry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * The streams: {@code /ws/metrics} by WebSocket, and {@code GET /stream} with the same content as server-sent events, for
 * {@code curl -N}. {@link StreamQuery} says what can be asked for.
 *
 * <p>A reader that is too slow is dropped with a reason: close code 1013, or a last event {@code dropped}.
 */
final class LiveRoutes {

    private static final String METRICS = "/ws/metrics";
    private static final long PING_SECONDS = 15;
    static final String EVENTS = "/stream";

    private final LiveHub hub;
    private final ServiceRegistry registry;
    private final Map<String, SocketListener> listeners = new ConcurrentHashMap<>();
    private final Map<Listener, Admission> admissions = new ConcurrentHashMap<>();

    /**
     * What a stream was opened with.
     *
     * @param keyId null where no key was needed
     * @param end ends it with a reason
     */
    private record Admission(Long keyId, Consumer<String> end) {

        static Admission of(ApiKey key, Consumer<String> end) {
            return new Admission(key == null ? null : key.id(), end);
        }
    }

    LiveRoutes(LiveHub hub, ServiceRegistry registry, KeyRing keys) {
        this.hub = hub;
        this.registry = registry;
        keys.onRenewal(() -> endUnwelcome(keys));
    }

    void register(RoutesConfig routes) {
        routes.get(METRICS, LiveRoutes::upgradeRequired);
        routes.ws(METRICS, socket -> {
            socket.onConnect(this::connected);
            socket.onClose(this::gone);
            socket.onError(this::gone);
        });
        routes.get(EVENTS, this::stream);
    }

    private static void upgradeRequired(Context context) {
        context.header("Upgrade", "websocket");
        Answers.failed(
                context,
                HttpStatus.UPGRADE_REQUIRED,
                HttpStatus.UPGRADE_REQUIRED.getMessage(),
                "This is a WebSocket; connect to it with ws:// instead of http://");
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
        admissions.put(
                listener,
                Admission.of(
                        context.<ApiKey>attribute(Door.KEY), why -> listener.end(StatusCode.POLICY_VIOLATION, why)));
        listeners.put(context.sessionId(), listener);
        hub.join(listener, wish);
    }

    private void gone(WsContext context) {
        context.disableAutomaticPings();
        SocketListener listener = listeners.remove(context.sessionId());
        if (listener != null) {
            listener.end();
            leave(listener);
        }
    }

    private void leave(Listener listener) {
        admissions.remove(listener);
        hub.leave(listener);
    }

    /** A key that was revoked, or expired, must not go on reading. */
    private void endUnwelcome(KeyRing keys) {
        admissions.values().forEach(admission -> {
            if (!keys.isStillWelcome(admission.keyId())) {
                admission.end().accept("The API key is not valid any more");
            }
        });
    }

    private void stream(Context context) {
        Wish wish = StreamQuery.of(context.queryParamMap(), context.header("Last-Event-ID"), registry);
        describe(context.res());
        if (context.method() != HandlerType.HEAD) {
            context.future(() -> open(context, wish));
        }
    }

    private static void describe(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache");
        // Proxies that collect answers would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private CompletableFuture<Void> open(Context context, Wish wish) {
        context.req().getAsyncContext().setTimeout(0);
        try {
            EventStream events = new EventStream(context.res().getOutputStream());
            CompletableFuture<Void> ended = events.begin();
            admissions.put(events, Admission.of(context.<ApiKey>attribute(Door.KEY), events::drop));
            hub.join(events, wish);
            return ended.whenComplete((nothing, failure) -> leave(events));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
