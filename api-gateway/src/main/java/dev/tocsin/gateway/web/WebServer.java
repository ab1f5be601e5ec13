package dev.tocsin.gateway.web;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.definitions.ServiceDefaults;
import dev.tocsin.gateway.exposition.Exposition;
import dev.tocsin.gateway.exposition.HttpMetrics;
import dev.tocsin.gateway.kafka.SampleSender;
import dev.tocsin.gateway.live.LiveHub;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.ChangeRefusedException;
import dev.tocsin.gateway.store.CheckHistory;
import dev.tocsin.gateway.store.SampleHistory;
import dev.tocsin.gateway.store.ServiceRegistry;
import dev.tocsin.gateway.store.StoreException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server with all routes. */
public final class WebServer implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(WebServer.class);
    private static final long MAX_REQUEST_BYTES = 64 * 1024;
    private static final long STOP_TIMEOUT_MS = 1_000;
    private static final long SHUTDOWN_IDLE_MS = 50;

    /** Of the page and its files: it loads and asks nothing but this gateway, and nobody frames it. */
    static final Map<String, String> PAGE_HEADERS = Map.of(
            "Cache-Control",
            "no-cache",
            "X-Content-Type-Options",
            "nosniff",
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    /** Says what an answer may lag behind, because it comes from memory while that is away: postgres, kafka or both. */
    static final String STALE = "Tocsin-Stale";

    /** What pages of other origins may read of answers besides the body. */
    private static final List<String> EXPOSED = List.of("X-Total-Count", "Link", "ETag", "Retry-After", STALE);

    private final Javalin javalin;
    private final String host;
    private final int port;

    /** What the routes need. */
    public record Parts(
            ServiceRegistry registry,
            ServiceDefaults defaults,
            CheckHistory checks,
            AggregateHistory aggregates,
            SampleHistory samples,
            StatusBoard board,
            LiveHub hub,
            SampleSender sender,
            Exposition exposition,
            HttpMetrics httpMetrics,
            Supplier<Condition> condition,
            Supplier<String> stale,
            Clock clock) {}

    public WebServer(String host, int port, Parts parts) {
        this.host = host;
        this.port = port;
        this.javalin = Javalin.create(config -> configure(config, parts));
    }

    /** @throws BadSettingException if the port is taken */
    public void start() {
        try {
            javalin.start();
            logger.info("Listening on http://{}:{}", host, javalin.port());
        } catch (JavalinBindException e) {
            throw new BadSettingException("TOCSIN_HTTP_PORT=" + port + " on " + host
                    + " is taken or not allowed; stop the other program or set another port, 0 for any.");
        }
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    private void configure(JavalinConfig config, Parts parts) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_REQUEST_BYTES;
        config.http.prefer405over404 = true;
        config.jetty.modifyServer(server -> server.setStopTimeout(STOP_TIMEOUT_MS));
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            // Kept-alive connections without a request end at once when the server stops.
            connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MS);
            return connector;
        });
        config.bundledPlugins.enableCors(cors -> cors.addRule(rule -> {
            rule.anyHost();
            EXPOSED.forEach(rule::exposeHeader);
        }));
        staticFiles(config);
        new RequestAccounting(parts.httpMetrics()).register(config);
        config.routes.after(context -> markStale(context, parts.stale().get()));
        routes(config.routes, parts);
        errors(config.routes);
    }

    private static void markStale(Context context, String stale) {
        if (!stale.isEmpty()
                && context.method() == HandlerType.GET
                && context.status().isSuccess()) {
            context.header(STALE, stale);
        }
    }

    private static void staticFiles(JavalinConfig config) {
        config.staticFiles.enableWebjars();
        if (WebServer.class.getResource("/dashboard/index.html") != null) {
            config.staticFiles.add(files -> {
                files.hostedPath = "/";
                files.directory = "/dashboard";
                files.location = Location.CLASSPATH;
                files.headers = PAGE_HEADERS;
            });
        }
    }

    private static void routes(RoutesConfig routes, Parts parts) {
        new RootRoutes(parts.exposition(), parts.board(), parts.condition(), parts.clock()).register(routes);
        new ServiceRoutes(parts.registry(), parts.defaults(), parts.board()).register(routes);
        new CheckRoutes(parts.registry(), parts.checks(), parts.aggregates(), parts.board(), parts.clock())
                .register(routes);
        new FiguresRoutes(parts.registry(), parts.aggregates(), parts.board(), parts.clock()).register(routes);
        new TelemetryRoutes(parts.board(), parts.sender(), parts.samples(), parts.clock()).register(routes);
        new LiveRoutes(parts.hub(), parts.registry()).register(routes);
    }

    private static void errors(RoutesConfig routes) {
        routes.exception(InvalidRequestException.class, (e, context) -> Answers.invalid(context, e.problems()));
        routes.exception(HttpResponseException.class, WebServer::refused);
        routes.exception(StoreException.class, WebServer::storeFailed);
        routes.exception(ChangeRefusedException.class, WebServer::changeRefused);
        routes.exception(Exception.class, WebServer::failed);
    }

    private static void refused(HttpResponseException e, Context context) {
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        boolean plain = status == HttpStatus.METHOD_NOT_ALLOWED
                || e.getMessage() == null
                || e.getMessage().startsWith("Endpoint");
        if (status == HttpStatus.METHOD_NOT_ALLOWED) {
            context.header("Allow", e.getDetails().getOrDefault("availableMethods", "GET"));
        }
        Answers.failed(context, status, plain ? status.getMessage() : e.getMessage());
    }

    private static void storeFailed(StoreException e, Context context) {
        logger.warn("{} {} failed", context.method(), context.path(), e);
        if (e.unavailable()) {
            context.header("Retry-After", "5");
            Answers.failed(
                    context, HttpStatus.SERVICE_UNAVAILABLE, "Postgres does not answer; try again in a few seconds");
        } else {
            Answers.failed(context, HttpStatus.INTERNAL_SERVER_ERROR, "Postgres refused; the gateway's log says why");
        }
    }

    private static void changeRefused(ChangeRefusedException e, Context context) {
        HttpStatus status =
                switch (e.reason()) {
                    case DECLARED_IN_FILE -> HttpStatus.CONFLICT;
                    case ANOTHER_VERSION -> HttpStatus.PRECONDITION_FAILED;
                };
        Answers.failed(context, status, e.getMessage());
    }

    private static void failed(Exception e, Context context) {
        logger.error("{} {} failed; this is a bug, please report it", context.method(), context.path(), e);
        Answers.failed(context, HttpStatus.INTERNAL_SERVER_ERROR, "The gateway failed; its log says why");
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
