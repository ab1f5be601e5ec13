package dev.tocsin.gateway;

import dev.tocsin.events.guard.AddressGuard;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService;
import dev.tocsin.events.service.Secret;
import dev.tocsin.gateway.board.HostSamples;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.definitions.ConfigWatch;
import dev.tocsin.gateway.definitions.TocsinYaml;
import dev.tocsin.gateway.exposition.CheckMetrics;
import dev.tocsin.gateway.exposition.Exposition;
import dev.tocsin.gateway.exposition.HostSeries;
import dev.tocsin.gateway.exposition.HttpMetrics;
import dev.tocsin.gateway.exposition.ProbeMetrics;
import dev.tocsin.gateway.exposition.ProcessMetrics;
import dev.tocsin.gateway.exposition.ServiceMetrics;
import dev.tocsin.gateway.items.ItemStore;
import dev.tocsin.gateway.kafka.CheckEvents;
import dev.tocsin.gateway.kafka.ControlPublisher;
import dev.tocsin.gateway.kafka.SampleSender;
import dev.tocsin.gateway.kafka.Ticker;
import dev.tocsin.gateway.kafka.TopicFeed;
import dev.tocsin.gateway.kafka.TopicSetup;
import dev.tocsin.gateway.live.LiveHub;
import dev.tocsin.gateway.monitoring.MonitoringFiles;
import dev.tocsin.gateway.query.ArchiveLoader;
import dev.tocsin.gateway.query.MetricQueries;
import dev.tocsin.gateway.query.RawQueries;
import dev.tocsin.gateway.query.SliceArchive;
import dev.tocsin.gateway.security.KeyRing;
import dev.tocsin.gateway.security.Scope;
import dev.tocsin.gateway.security.Targets;
import dev.tocsin.gateway.self.ProcessWatch;
import dev.tocsin.gateway.self.RequestWindows;
import dev.tocsin.gateway.self.SelfWatch;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.CheckHistory;
import dev.tocsin.gateway.store.ControlOutbox;
import dev.tocsin.gateway.store.Database;
import dev.tocsin.gateway.store.IncidentHistory;
import dev.tocsin.gateway.store.KeyStore;
import dev.tocsin.gateway.store.PartitionUpkeep;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.SampleHistory;
import dev.tocsin.gateway.store.ServiceRegistry;
import dev.tocsin.gateway.store.ServiceStore;
import dev.tocsin.gateway.web.WebServer;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running gateway.
 *
 * <p>Longer than most files, because it wires every part of the gateway, each once, in the order in which they need each other.
 */
public final class GatewayApp implements RunningService {

    private static final Logger logger = LoggerFactory.getLogger(GatewayApp.class);
    private static final Duration NAMES_PATIENCE = Duration.ofSeconds(2);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Clock clock;
    private final GatewayHealth health = new GatewayHealth();
    private KeyRing keys;
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
        return start(config, System.getenv());
    }

    /** @param environment what the variables in {@code tocsin.yml} stand for */
    public static GatewayApp start(GatewayConfig config, Map<String, String> environment) {
        GatewayApp app = new GatewayApp(Clock.systemUTC());
        try {
            app.wire(config, environment);
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    private void wire(GatewayConfig config, Map<String, String> environment) {
        TocsinYaml file = config.configFile()
                .map(path -> TocsinYaml.load(path, environment))
                .orElseGet(TocsinYaml::none);
        String kafka = config.kafkaBootstrapServers();

        Database database = opened(Database.open(config.database(), config.startPatience()));
        keys = new KeyRing(new KeyStore(database, clock), clock, !config.isLoopback());
        keys.renew();
        requireKey(config.httpHost());
        PartitionUpkeep partitions = new PartitionUpkeep(database, clock);
        partitions.run();
        ControlPublisher publisher = opened(new ControlPublisher(kafka, new ControlOutbox(database)));
        Targets targets = opened(new Targets(
                new AddressGuard(config.security().allowedTargets()), InetAddress::getAllByName, NAMES_PATIENCE));
        ServiceRegistry registry = new ServiceRegistry(new ServiceStore(database, clock), targets, publisher::wake);
        registry.reload();
        config.configFile().ifPresentOrElse(path -> registry.applyFile(file.services()), registry::releaseFromFile);
        Optional<ConfigWatch> watch = config.configFile()
                .map(path -> opened(new ConfigWatch(path, environment, file, registry::applyFile, clock)));

        StatusBoard board = new StatusBoard(
                clock,
                () -> registry.all().stream().map(RegisteredService::definition).toList(),
                key -> registry.find(key).map(RegisteredService::definition));
        CheckHistory checks = new CheckHistory(database, clock);
        AggregateHistory aggregates = new AggregateHistory(database);
        History.load(board, aggregates, checks, new IncidentHistory(database), clock);

        Exposition exposition = new Exposition();
        HostSamples hosts = new HostSamples(config.self().machine(), clock);
        ProbeMetrics probeMetrics =
                new ProbeMetrics(key -> registry.find(key).map(RegisteredService::definition), clock);
        CheckMetrics checkMetrics = new CheckMetrics(
                exposition.registry(),
                key -> registry.find(key).map(RegisteredService::definition),
                () -> registry.all().stream().map(RegisteredService::definition).toList(),
                board::up);
        SliceArchive archive = new SliceArchive(clock, config.queryMemory());
        registry.onDefinition(board::defined);
        registry.onDeletion(key -> {
            board.forget(key);
            archive.forget(key);
            checkMetrics.forget(key);
            probeMetrics.forget(key);
        });
        LiveHub hub = new LiveHub(board, clock);
        hub.start();

        TopicSetup topics = opened(new TopicSetup(kafka));
        Ticker ticker = opened(new Ticker(kafka, clock));
        FeedSources sources = new FeedSources(board, archive, checkMetrics, probeMetrics, hosts, exposition, clock);
        ArchiveLoader loader = opened(new ArchiveLoader(archive, aggregates, clock));
        AtomicInteger behind = new AtomicInteger(2);
        Runnable caughtUp = () -> {
            if (behind.decrementAndGet() == 0) {
                hub.showBoard();
                loader.start();
            }
        };
        TopicFeed checkFeed = opened(new TopicFeed("checks", kafka, clock, sources.checks(), caughtUp));
        TopicFeed feed = opened(new TopicFeed("figures", kafka, clock, sources.figuresAndIncidents(), caughtUp));
        SampleSender sender = opened(new SampleSender(kafka, topics.ready(), sources.samples()::stored));
        CheckEvents checkEvents = opened(new CheckEvents(
                kafka,
                config.self().machine() + "-" + config.httpPort(),
                new CheckDescriber(registry::find, board, clock)));
        topics.start(config.startPatience());
        topics.ready().thenRun(() -> {
            ticker.start();
            publisher.start();
            checkFeed.start();
            feed.start();
            checkEvents.start();
        });

        health.watch(database);
        health.watch(topics, publisher, () -> Math.min(checkFeed.lastRecordAt(), feed.lastRecordAt()), clock);
        Runnable rollups = () -> History.loadRollups(board, aggregates, clock.millis());
        opened(new Upkeep(registry, partitions, board, archive, rollups, health))
                .start();
        GatewayMetrics metrics = new GatewayMetrics(exposition);
        watch.ifPresent(watched -> {
            metrics.tell(watched);
            health.remark(() -> watched.status().told());
            watched.start();
        });
        metrics.tellHealth(() -> condition().healthy());
        metrics.tell(List.of(checkFeed, feed));
        metrics.tell(archive);
        metrics.tell(hub);
        metrics.tell(ticker);
        metrics.tell(checkEvents);
        exposition.register(probeMetrics);
        exposition.register(new HostSeries(hosts::meant));
        exposition.register(new ServiceMetrics(board::cards));
        RequestWindows windows = new RequestWindows(clock);
        HttpMetrics httpMetrics = new HttpMetrics(exposition.registry(), windows);
        ProcessWatch process = opened(new ProcessWatch(clock, config.self().samplingInterval()));
        process.start();
        ProcessMetrics.register(exposition.registry(), process::latest, WebServer.VERSION);
        SelfWatch self = new SelfWatch(process, windows, httpMetrics::inFlight);
        web = opened(new WebServer(
                config.httpHost(),
                config.httpPort(),
                new WebServer.Parts(
                        registry,
                        () -> watch.map(ConfigWatch::defaults).orElse(file.defaults()),
                        () -> watch.map(ConfigWatch::status),
                        checks,
                        aggregates,
                        new MetricQueries(archive, aggregates, registry::all, clock),
                        new RawQueries(new SampleHistory(database), registry::all, clock),
                        board,
                        hub,
                        sender,
                        exposition,
                        httpMetrics,
                        new WebServer.Self(
                                self,
                                hosts,
                                new MonitoringFiles(),
                                new ItemStore(clock),
                                this::condition,
                                health::conditions),
                        keys,
                        config.security(),
                        health::stale,
                        clock)));
        opened(new KeyRenewal(keys)).start();
        web.start();
        // Closed first of all: a server that still has browsers stops slowly.
        opened(hub);
    }

    /**
     * A token for a part of the same process, valid as long as it runs, so that it is let in once keys are needed.
     *
     * @param name of the part
     */
    public Secret issueKey(String name, Scope scope) {
        return new Secret(keys.issue(name, scope));
    }

    /** Method and template of each route. */
    Set<String> routes() {
        return web.routes();
    }

    /** See {@link WebServer#undecidedRoutes}. */
    List<String> undecidedRoutes() {
        return web.undecidedRoutes();
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

    private void requireKey(String host) {
        if (keys.needed() && !keys.hasUsable()) {
            throw new BadSettingException(
                    "TOCSIN_HTTP_HOST=" + host + " can be reached from other machines, and there is"
                            + " no usable API key yet; make one with ./tocsin keys create NAME --scope admin, or set"
                            + " TOCSIN_HTTP_HOST to " + GatewayConfig.DEFAULT_HTTP_HOST + ".");
        }
    }
}
