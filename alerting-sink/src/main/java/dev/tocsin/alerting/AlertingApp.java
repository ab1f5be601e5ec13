package dev.tocsin.alerting;

import dev.tocsin.alerting.delivery.Dispatcher;
import dev.tocsin.alerting.delivery.Incoming;
import dev.tocsin.alerting.delivery.ThreadLoop;
import dev.tocsin.alerting.kafka.AlertsConsumer;
import dev.tocsin.alerting.kafka.Inbox;
import dev.tocsin.alerting.kafka.NotificationPublisher;
import dev.tocsin.alerting.ledger.FailOpenMemory;
import dev.tocsin.alerting.ledger.MemoryWatch;
import dev.tocsin.alerting.redis.RedisAftermaths;
import dev.tocsin.alerting.redis.RedisConnection;
import dev.tocsin.alerting.redis.RedisLedger;
import dev.tocsin.alerting.redis.RedisOpenIncidents;
import dev.tocsin.alerting.slack.SlackChannel;
import dev.tocsin.alerting.stage.Stages;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notifier, wired. */
public final class AlertingApp implements RunningService {

    private static final Logger logger = LoggerFactory.getLogger(AlertingApp.class);

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private final RedisConnection redis;
    private final FailOpenMemory memory;
    private final ThreadLoop loop = new ThreadLoop("alerting-delivery");
    private final ThreadLoop watch = new ThreadLoop("alerting-redis-watch");
    private final NotificationPublisher journal;
    private final SlackChannel slack;
    private final Dispatcher dispatcher;
    private final AlertsConsumer consumer;
    private final ConditionReport report;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Starts it. Kafka, Redis and Slack may come later: it waits for the first and goes on without the others.
     *
     * @throws BadSettingException if none of Kafka's addresses is one; names must resolve, though nobody need answer yet
     */
    public static AlertingApp start(AlertingConfig config) {
        return start(config, Clock.systemUTC());
    }

    /** @param clock what decisions go by; how often something is done goes by the machine's time */
    static AlertingApp start(AlertingConfig config, Clock clock) {
        AlertingApp app = new AlertingApp(config, clock);
        app.watch.every(WATCH_INTERVAL, new MemoryWatch(app.redis, app.memory, app.loop, System::nanoTime));
        app.dispatcher.sweepEvery(config.sweepInterval());
        app.consumer.start();
        logger.info(
                "alerting-sink reads from {}, ledger in Redis at {}:{}, Slack {}",
                config.kafka(),
                config.redisHost(),
                config.redisPort(),
                config.slackWebhook().isEmpty() ? "not configured: set TOCSIN_SLACK_WEBHOOK_URL" : "configured");
        return app;
    }

    private AlertingApp(AlertingConfig config, Clock clock) {
        String owner = UUID.randomUUID().toString();
        // Kafka's clients come first, since they alone can fail: nothing else is open then.
        journal = new NotificationPublisher(config.kafka());
        try {
            consumer = new AlertsConsumer(config.kafka(), new Partitions(), clock::millis);
        } catch (BadSettingException e) {
            journal.close();
            throw e;
        }
        redis = new RedisConnection(
                config.redisHost(), config.redisPort(), config.redisDatabase(), config.redisPassword(), owner);
        memory = new FailOpenMemory(
                new RedisLedger(redis, config.memory()),
                new RedisOpenIncidents(redis),
                new RedisAftermaths(redis, config.coverGrace()),
                clock,
                System::nanoTime,
                config.memory(),
                config.coverGrace());
        slack = new SlackChannel(config.slackWebhook(), config.dashboard(), clock);
        Stages.Settings settings = new Stages.Settings(
                config.slackWebhook().isEmpty() ? Set.of() : Set.of(SlackChannel.NAME),
                config.slackTelemetry(),
                config.coverGrace(),
                config.memory(),
                config.lease(),
                owner);
        dispatcher = new Dispatcher(
                List.of(slack),
                new Stages(settings, memory, memory, memory, journal, clock),
                loop,
                clock,
                new SplittableRandom());
        report = new ConditionReport(dispatcher, memory, consumer, clock);
    }

    @Override
    public String name() {
        return "alerting-sink";
    }

    @Override
    public Condition condition() {
        return report.now();
    }

    /** What was counted since the start, by word: {@code delivered}, {@code muted}, {@code muted_covered}, {@code repeated} … */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>(dispatcher.tally().all());
        counters.put("bypassed", memory.bypassed());
        counters.put("malformed", consumer.malformed());
        counters.put("unrecorded", journal.failed());
        return counters;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        drain();
        journal.close();
        consumer.close();
        loop.close();
        slack.close();
        watch.close();
        redis.close();
        logger.info("alerting-sink has stopped: {}", counters());
    }

    private void drain() {
        try {
            dispatcher.drain().get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            logger.warn("stopping with a request unanswered; its message may be sent again by the next notifier");
        }
    }

    /** Hands partitions on to the loop. */
    private final class Partitions implements Inbox {

        @Override
        public void accept(AlertTransition transition, Object origin, Runnable done) {
            dispatcher.accept(new Incoming(transition, origin, done));
        }

        @Override
        public void abandon(Object origin) {
            dispatcher.abandon(origin);
            loop.execute(memory::forgetIncidents);
        }
    }
}
