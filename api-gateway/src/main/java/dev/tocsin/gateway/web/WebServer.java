package dev.tocsin.gateway.web;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.gateway.board.HostSamples;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.definitions.ConfigStatus;
import dev.tocsin.gateway.definitions.ServiceDefaults;
import dev.tocsin.gateway.exposition.Exposition;
import dev.tocsin.gateway.exposition.HttpMetrics;
import dev.tocsin.gateway.items.ItemStore;
import dev.tocsin.gateway.kafka.SampleSender;
import dev.tocsin.gateway.live.LiveHub;
import dev.tocsin.gateway.monitoring.MonitoringFiles;
import dev.tocsin.gateway.query.MetricQueries;
import dev.tocsin.gateway.query.RawQueries;
import dev.tocsin.gateway.security.KeyRing;
import dev.tocsin.gateway.security.SecurityConfig;
import dev.tocsin.gateway.self.SelfWatch;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.ChangeRefusedException;
import dev.tocsin.gateway.store.CheckHistory;
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
import io.javalin.router.EndpointNotFound;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server with all routes. */
public final class WebServer implements AutoCloseable {

    /** Of the API. */
    public static final String VERSION = "0.1.0";

    private static final Logger logger = LoggerFactory.getLogger(WebServer.class);
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
    private final Javalin javalin;

    private final RegisteredRoutes routes;
    private final String host;
    private final int port;
    private final SlowClients slowClients;

    /** What the routes need. */
    public record Parts(
            ServiceRegistry registry,
            Supplier<ServiceDefaults> defaults,
            Supplier<Optional<ConfigStatus>> configuration,
            CheckHistory checks,
            AggregateHistory aggregates,
            MetricQueries points,
            RawQueries rows,
            StatusBoard board,
            LiveHub hub,
            SampleSender sender,
            Exposition exposition,
            HttpMetrics httpMetrics,
            Self self,
            KeyRing keys,
            SecurityConfig security,
            Supplier<String> stale,
            Clock clock) {}

    /** What the routes need that tell of the gateway itself and of its machine. */
    public record Self(
            SelfWatch watch,
            HostSamples hosts,
            MonitoringFiles files,
            ItemStore items,
            Supplier<Condition> condition,
            Supplier<Map<String, Condition>> conditions) {}

    public WebServer(String host, int port, Parts parts) {
        this.host = host;
        this.port = port;
        this.slowClients = new SlowClients(parts.security().requestTimeout());
        this.javalin = Javalin.create(config -> configure(config, parts));
        this.routes = new RegisteredRoutes(javalin.unsafe.internalRouter);
        routes.answerHeads();
    }

    /** Every route as its method and path, for example {@code GET /services/{id}}; a WebSocket is a GET. */
    public Set<String> routes() {
        return routes.names();
    }

    /** @throws BadSettingException if the port is taken */
    public void start() {
        try {
            javalin.start();
            slowClients.start();
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

    /** Those of which nobody decided what key they need, so that only one that may do everything opens them. */
    public List<String> undecidedRoutes() {
        return routes.names().stream()
                .filter(route -> !RouteScopes.isListed(route))
                .toList();
    }

    private void configure(JavalinConfig config, Parts parts) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = RequestJson.MAX_BYTES;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        jetty(config, parts.security());
        staticFiles(config);
        new RequestAccounting(parts.httpMetrics()).register(config);
        new Door(parts.keys(), parts.security(), parts.httpMetrics()).register(config.routes, this::refused);
        config.routes.after(context -> markStale(context, parts.stale().get()));
        routes(config.routes, parts);
        Door.registerNoStream(config.routes);
        errors(config.routes);
        UnreadBodies.register(config.routes);
    }

    private void jetty(JavalinConfig config, SecurityConfig security) {
        JettyErrors errors = new JettyErrors();
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_TIMEOUT_MS);
            server.setErrorHandler(errors);
            server.addBean(new NetworkConnectionLimit(security.maxConnections(), server));
        });
        config.jetty.modifyServletContextHandler(servlets -> servlets.setErrorHandler(errors));
        config.jetty.addConnector((server, http) -> {
            http.addCustomizer(new SecurityHeaders());
            http.addCustomizer(slowClients);
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            connector.setIdleTimeout(security.idleTimeout().toMillis());
            connector.addEventListener(slowClients);
            // Kept-alive connections without a request end at once when the server stops.
            connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MS);
            return connector;
        });
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
        config.staticFiles.add(files -> {
            files.hostedPath = "/pages";
            files.directory = "/pages/files";
            files.location = Location.CLASSPATH;
            files.headers = PAGE_HEADERS;
        });
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
        Self self = parts.self();
        Uptime uptime = new Uptime(parts.clock());
        new RootRoutes(parts.exposition(), parts.board(), uptime).register(routes);
        new HealthRoutes(
                        parts.board(),
                        self.watch(),
                        new HealthRoutes.Dependencies(self.condition(), self.conditions()),
                        uptime,
                        parts.clock())
                .register(routes);
        new SelfRoutes(parts.board(), self.watch(), self.files(), uptime, parts.clock()).register(routes);
        new HostRoutes(self.hosts()).register(routes);
        new ItemRoutes(self.items(), parts.clock()).register(routes);
        new ServiceRoutes(parts.registry(), parts.defaults(), parts.board()).register(routes);
        new CheckRoutes(parts.registry(), parts.checks(), parts.aggregates(), parts.board(), parts.clock())
                .register(routes);
        new FiguresRoutes(parts.registry(), parts.aggregates(), parts.board(), parts.clock()).register(routes);
        new TelemetryRoutes(parts.board(), parts.sender(), parts.clock()).register(routes);
        new QueryRoutes(parts.points(), parts.rows()).register(routes);
        new LiveRoutes(parts.hub(), parts.registry(), parts.keys()).register(routes);
        new ConfigRoutes(parts.configuration()).register(routes);
        new DocumentRoutes().register(routes);
    }

    private void errors(RoutesConfig routes) {
        routes.exception(InvalidRequestException.class, (e, context) -> Answers.invalid(context, e.problems()));
        routes.exception(HttpResponseException.class, this::refused);
        routes.exception(HttpException.RuntimeException.class, WebServer::unreadable);
        routes.exception(HttpException.IllegalArgumentException.class, WebServer::unreadable);
        routes.exception(StoreException.class, WebServer::storeFailed);
        routes.exception(ChangeRefusedException.class, WebServer::changeRefused);
        routes.exception(Exception.class, WebServer::failed);
    }

    private void refused(HttpResponseException e, Context context) {
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        if (e instanceof EndpointNotFound) {
            if (!routes.redirect(context)) {
                Answers.failed(
                        context, status, status.getMessage(), "Nothing is at this path; /docs lists what there is");
            }
        } else if (status == HttpStatus.METHOD_NOT_ALLOWED) {
            String allowed = String.join(", ", e.getDetails().values());
            context.header("Allow", allowed);
            Answers.failed(
                    context, status, status.getMessage(), "This path takes " + allowed + "; /docs says what for");
        } else if (status == HttpStatus.CONTENT_TOO_LARGE) {
            LargeBodies.refuse(context);
        } else {
            Answers.failed(context, status, e.getMessage() == null ? status.getMessage() : e.getMessage());
        }
    }

    /** What Jetty refuses while a route reads it: a body that comes too slowly, or is not what its headers promise. */
    private static void unreadable(HttpException e, Context context) {
        context.header("Connection", "close");
        HttpStatus status = HttpStatus.forStatus(e.getCode());
        Answers.failed(context, status, e.getReason() == null ? status.getMessage() : e.getReason());
    }

    private static void storeFailed(StoreException e, Context context) {
        logger.warn("{} {} failed", context.method(), context.path(), e);
        RequestAccounting.failed(context, e);
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
        RequestAccounting.failed(context, e);
        Answers.failed(context, HttpStatus.INTERNAL_SERVER_ERROR, "The gateway failed; its log says why");
    }

    @Override
    public void close() {
        javalin.stop();
        slowClients.close();
    }
}
