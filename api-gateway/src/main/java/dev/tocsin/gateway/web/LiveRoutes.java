package dev.tocsin.gateway.web;

import dev.tocsin.gateway.live.LiveHub;
import dev.tocsin.gateway.security.ApiKey;
import dev.tocsin.gateway.security.KeyRing;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The streams: {@code /ws/metrics}, and with {@code ?feed=board} everything that is on the board. */
final class LiveRoutes {

    private static final String METRICS = "/ws/metrics";
    private static final long PING_SECONDS = 15;
    private static final int POLICY_VIOLATION = 1008;

    private final LiveHub hub;
    private final Map<String, SocketListener> listeners = new ConcurrentHashMap<>();
    /** Ids of the keys that streams were opened with; absent where none was needed. */
    private final Map<String, Long> keyIds = new ConcurrentHashMap<>();

    LiveRoutes(LiveHub hub, KeyRing keys) {
        this.hub = hub;
        keys.onRenewal(() -> endUnwelcome(keys));
    }

    void register(RoutesConfig routes) {
        routes.get(METRICS, LiveRoutes::upgradeRequired);
        routes.ws(METRICS, socket -> {
            socket.onConnect(this::connected);
            socket.onClose(this::gone);
            socket.onError(this::gone);
        });
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
        context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        SocketListener listener = new SocketListener(context.session);
        ApiKey key = context.attribute(Door.KEY);
        if (key != null) {
            keyIds.put(context.sessionId(), key.id());
        }
        listeners.put(context.sessionId(), listener);
        hub.join(listener, "board".equals(context.queryParam("feed")) ? LiveHub.Feed.BOARD : LiveHub.Feed.METRICS);
    }

    private void gone(WsContext context) {
        context.disableAutomaticPings();
        keyIds.remove(context.sessionId());
        SocketListener listener = listeners.remove(context.sessionId());
        if (listener != null) {
            listener.end();
            hub.leave(listener);
        }
    }

    /** A key that was revoked, or expired, must not go on reading. */
    private void endUnwelcome(KeyRing keys) {
        listeners.forEach((session, listener) -> {
            if (!keys.isStillWelcome(keyIds.get(session))) {
                listener.end(POLICY_VIOLATION, "The API key is not valid any more");
            }
        });
    }
}
