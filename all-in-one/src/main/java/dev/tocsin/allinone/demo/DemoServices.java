package dev.tocsin.allinone.demo;

import dev.tocsin.allinone.News;
import dev.tocsin.events.service.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The five demo services, running. They are calm until {@link #beginScript} is called; from then on the script is played and
 * each beginning and end of an act is told.
 */
public final class DemoServices implements RunningService {

    private static final long BEAT_MS = 200;

    private final IncidentScript script;
    private final Clock clock;
    private final Consumer<News> news;
    private final ScheduledExecutorService timer;
    private final Map<DemoService, DemoServer> servers = new LinkedHashMap<>();
    private final Instant started;
    private volatile Optional<Instant> curtain = Optional.empty();
    private Optional<Act> playing = Optional.empty();

    private DemoServices(IncidentScript script, Clock clock, Consumer<News> news) {
        this.script = script;
        this.clock = clock;
        this.news = news;
        this.started = clock.instant();
        this.timer = Executors.newSingleThreadScheduledExecutor(daemon());
    }

    /**
     * Starts them, each on the port of the demo's configuration or if that is taken on another.
     *
     * @param seed the same seed, the same world
     * @param news is told of the script's acts, on the demo's own thread
     */
    public static DemoServices start(long seed, Clock clock, Consumer<News> news) {
        return start(seed, IncidentScript.DEMO, clock, news);
    }

    static DemoServices start(long seed, IncidentScript script, Clock clock, Consumer<News> news) {
        DemoServices services = new DemoServices(script, clock, news);
        SplittableRandom seeds = new SplittableRandom(seed);
        try {
            for (DemoService service : DemoService.ALL) {
                RandomGenerator random = seeds.split();
                services.servers.put(
                        service,
                        DemoServer.start(service.port(), () -> services.answer(service, random), services.timer));
            }
        } catch (IOException e) {
            services.close();
            throw new UncheckedIOException("the demo services cannot listen on 127.0.0.1", e);
        }
        services.timer.scheduleAtFixedRate(services::beat, BEAT_MS, BEAT_MS, TimeUnit.MILLISECONDS);
        return services;
    }

    /** From now on the script is played. */
    public void beginScript() {
        curtain = Optional.of(clock.instant());
    }

    /** The ports that differ from those of the demo's configuration: wanted port to real one. */
    public Map<Integer, Integer> movedPorts() {
        Map<Integer, Integer> moved = new LinkedHashMap<>();
        servers.forEach((service, server) -> {
            if (server.port() != service.port()) {
                moved.put(service.port(), server.port());
            }
        });
        return moved;
    }

    @Override
    public String name() {
        return "demo-services";
    }

    @Override
    public Condition condition() {
        return Condition.healthy(servers.size() + " services on loopback");
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            // A beat that is under way might otherwise listen again behind our back.
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        servers.values().forEach(DemoServer::stopListening);
    }

    private AnswerModel.Answer answer(DemoService service, RandomGenerator random) {
        Instant now = clock.instant();
        // Each server has one dispatching thread, so a service's generator is never drawn from two at once.
        return AnswerModel.draw(service, script.on(service, played(now)), Duration.between(started, now), random);
    }

    private void beat() {
        Instant now = clock.instant();
        Optional<Act> next = script.at(played(now));
        if (!next.equals(playing)) {
            playing.ifPresent(act -> news.accept(new News(now, News.Kind.SCRIPT, act.service(), "is repaired")));
            next.ifPresent(act -> news.accept(new News(now, News.Kind.SCRIPT, act.service(), act.headline())));
            playing = next;
        }
        servers.forEach((service, server) -> {
            if (script.on(service, played(now)).reachable()) {
                server.listen();
            } else {
                server.stopListening();
            }
        });
    }

    /** Negative as long as the script has not begun, which is before its first act. */
    private Duration played(Instant now) {
        return curtain.map(begun -> Duration.between(begun, now)).orElse(Duration.ofSeconds(-1));
    }

    private static ThreadFactory daemon() {
        return task -> {
            Thread thread = new Thread(task, "demo-services");
            thread.setDaemon(true);
            return thread;
        };
    }
}
