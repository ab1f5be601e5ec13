package dev.tocsin.gateway;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.definitions.TocsinYaml;
import dev.tocsin.gateway.exposition.CheckMetrics;
import dev.tocsin.gateway.exposition.Exposition;
import dev.tocsin.gateway.exposition.HttpMetrics;
import dev.tocsin.gateway.kafka.ControlPublisher;
import dev.tocsin.gateway.kafka.SampleSender;
import dev.tocsin.gateway.kafka.Ticker;
import dev.tocsin.gateway.kafka.TopicFeed;
import dev.tocsin.gateway.kafka.TopicSetup;
import dev.tocsin.gateway.live.LiveHub;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.CheckHistory;
import dev.tocsin.gateway.store.ControlOutbox;
import dev.tocsin.gateway.store.Database;
import dev.tocsin.gateway.store.IncidentHistory;
import dev.tocsin.gateway.store.PartitionUpkeep;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.SampleHistory;
import dev.tocsin.gateway.store.ServiceRegistry;
import dev.tocsin.gateway.store.ServiceStore;
import dev.tocsin.gateway.web.WebServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running gateway. */
public final class GatewayApp implements RunningService {

    private static final Logger logger = LoggerFactory.getLogger(GatewayApp.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Clock clock;
    private final GatewayHealth health = new GatewayHealth();
    private WebServer web;

    private GatewayApp(Clock clock) {
        this.clock = clock;
    }

    /**
     * Starts the gateway: tables, topics and services are ready when this returns. If Kafka does not answer in time, the
     * gateway runs without it, keeps trying, and says so in its condition.
     *
     * @throws BadSettingException if a setting, {@code tocsin.yml} or Postgres keeps it from starting
     */
    public static GatewayApp start(GatewayConfig config) {
        GatewayApp app = new GatewayApp(Clock.systemUTC());
        try {
            app.wire(config);
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    private void wire(GatewayConfig config) {
        requireLoopback(config.httpHost());
        TocsinYaml file = config.configFile().map(TocsinYaml::load).orElseGet(TocsinYaml::none);
        String kafka = config.kafkaBootstrapServers();

        Database database = opened(Database.open(config.database(), config.startPatience()));
        PartitionUpkeep partitions = new PartitionUpkeep(database, clock);
        partitions.run();
        ControlPublisher publisher = opened(new ControlPublisher(kafka, new ControlOutbox(database)));
        ServiceRegistry registry = new ServiceRegistry(new ServiceStore(database, clock), publisher::wake);
        registry.reload();
        config.configFile().ifPresent(path -> registry.applyFile(file.services()));

        StatusBoard board = new StatusBoard(
                clock,
                () -> registry.all().stream().map(RegisteredService::definition).toList(),
                key -> registry.find(key).map(RegisteredService::definition));
        CheckHistory checks = new CheckHistory(database, clock);
        AggregateHistory aggregates = new AggregateHistory(database);
        History.load(board, aggregates, checks, new IncidentHistory(database), clock);

        Exposition exposition = new Exposition();
        CheckMetrics checkMetrics = new CheckMetrics(
                exposition.registry(),
                key -> registry.find(key).map(RegisteredService::definition),
                () -> registry.all().stream().map(RegisteredService::definition).toList(),
                board::up);
        registry.onDefinition(board::defined);
        registry.onDeletion(key -> {
            board.forget(key);
            checkMetrics.forget(key);
        });
        LiveHub hub = new LiveHub(board, clock);
        hub.start();

        TopicSetup topics = opened(new TopicSetup(kafka));
        Ticker ticker = opened(new Ticker(kafka, clock));
        FeedSources sources = new FeedSources(board, checkMetrics, exposition, clock);
        AtomicInteger behind = new AtomicInteger(2);
        Runnable caughtUp = () -> {
            if (behind.decrementAndGet() == 0) {
                hub.showBoard();
            }
        };
        TopicFeed checkFeed = opened(new TopicFeed("checks", kafka, clock, sources.checks(), caughtUp));
        TopicFeed feed = opened(new TopicFeed("figures", kafka, clock, sources.figuresAndIncidents(), caughtUp));
        SampleSender sender = opened(new SampleSender(kafka, topics.ready(), sources.samples()::stored));
        topics.start(config.startPatience());
        topics.ready().thenRun(() -> {
            ticker.start();
            publisher.start();
            checkFeed.start();
            feed.start();
        });

        health.watch(database);
        health.watch(topics, publisher, () -> Math.min(checkFeed.lastRecordAt(), feed.lastRecordAt()), clock);
        Runnable rollups = () -> History.loadRollups(board, aggregates, clock.millis());
        opened(new Upkeep(registry, partitions, board, rollups, health)).start();
        expose(exposition, hub, () -> checkFeed.malformed() + feed.malformed(), ticker);
        web = opened(new WebServer(
                config.httpHost(),
                config.httpPort(),
                new WebServer.Parts(
                        registry,
                        file.defaults(),
                        checks,
                        aggregates,
                        new SampleHistory(database),
                        board,
                        hub,
                        sender,
                        exposition,
                        new HttpMetrics(exposition.registry(), clock),
                        this::condition,
                        health::stale,
                        clock)));
        web.start();
        // Closed first of all: a server that still has browsers stops slowly.
        opened(hub);
    }

    private static void expose(Exposition exposition, LiveHub hub, DoubleSupplier malformed, Ticker ticker) {
        exposition.gauge("tocsin_live_listeners", "Browsers that listen to a stream.", hub::listeners);
        exposition.counter(
                "tocsin_live_listeners_dropped_total", "Browsers dropped because they were too slow.", hub::dropped);
        exposition.counter(
                "tocsin_feed_malformed_total", "Records left out of the live view because unreadable.", malformed);
        exposition.counter("tocsin_ticks_failed_total", "Ticks that did not reach Kafka.", ticker::failures);
    }

    /** The port that it listens on, also where the configuration said 0. */
    public int port() {
        return web.port();
    }

    @Override
    public String name() {
        return "api-gateway";
    }

    @Override
    public Condition condition() {
        return health.condition();
    }

    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                logger.warn("Something did not stop cleanly; nothing needs to be done", e);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private static void requireLoopback(String host) {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new BadSettingException("TOCSIN_HTTP_HOST=" + host + " is no address of this machine; set it to "
                    + GatewayConfig.DEFAULT_HTTP_HOST + ".");
        }
        throw new BadSettingException(
                "TOCSIN_HTTP_HOST=" + host + " can be reached from other machines, which needs API"
                        + " keys that this version does not have; set it to " + GatewayConfig.DEFAULT_HTTP_HOST
                        + " and put an authenticating proxy in front.");
    }
}
