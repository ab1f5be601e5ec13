package dev.tocsin.gateway.web;

import dev.tocsin.gateway.live.LiveHub;
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

    private final LiveHub hub;
    private final Map<String, SocketListener> listeners = new ConcurrentHashMap<>();

    LiveRoutes(LiveHub hub) {
        this.hub = hub;
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
        listeners.put(context.sessionId(), listener);
        hub.join(listener, "board".equals(context.queryParam("feed")) ? LiveHub.Feed.BOARD : LiveHub.Feed.METRICS);
    }

    private void gone(WsContext context) {
        context.disableAutomaticPings();
        SocketListener listener = listeners.remove(context.sessionId());
        if (listener != null) {
            listener.end();
            hub.leave(listener);
        }
    }
}
