package dev.tocsin.allinone.demo;

import dev.tocsin.events.Json;
import dev.tocsin.events.service.RunningService;
import dev.tocsin.events.service.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the samples of a {@link TelemetryModel} to {@code POST /metrics/ingest}, 25 a second, evenly spread, like any client
 * would. Samples that cannot be delivered are dropped and counted.
 */
public final class TelemetryGenerator implements RunningService {

    private static final Logger logger = LoggerFactory.getLogger(TelemetryGenerator.class);

    private static final long PAUSE_MS = 40;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI ingest;
    private final Secret key;
    private final TelemetryModel model;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(this::thread);
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor(this::thread);
    private final HttpClient client;
    private final Queue<TelemetryModel.Reading> due = new ArrayDeque<>();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile String lastFailure = "";
    private long ticks;

    private TelemetryGenerator(URI ingest, Secret key, TelemetryModel model, Clock clock) {
        this.ingest = ingest;
        this.key = key;
        this.model = model;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .executor(callbacks)
                .build();
    }

    /**
     * @param gateway the gateway's address
     * @param key an API key that may ingest
     * @param seed the same seed, the same samples
     * @param quiet keeps every sample inside the alert limits
     */
    public static TelemetryGenerator start(URI gateway, Secret key, long seed, boolean quiet, Clock clock) {
        TelemetryGenerator generator =
                new TelemetryGenerator(gateway.resolve("/metrics/ingest"), key, new TelemetryModel(seed, quiet), clock);
        generator.timer.scheduleAtFixedRate(generator::postNext, 0, PAUSE_MS, TimeUnit.MILLISECONDS);
        return generator;
    }

    @Override
    public String name() {
        return "telemetry-generator";
    }

    @Override
    public Condition condition() {
        String counts = delivered + " samples delivered, " + dropped + " dropped";
        return lastFailure.isEmpty()
                ? Condition.healthy(counts)
                : Condition.unhealthy(counts + "; " + lastFailure + "; see whether the gateway is up");
    }

    @Override
    public void close() {
        timer.shutdownNow();
        callbacks.shutdownNow();
    }

    private void postNext() {
        if (due.isEmpty()) {
            due.addAll(model.tick(ticks++));
        }
        TelemetryModel.Reading reading = due.remove();
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("timestamp", clock.instant().toString());
        sample.put("service", reading.service());
        sample.put("metric_type", reading.metric().wire());
        sample.put("value", reading.value());
        sample.put("tags", reading.tags());
        HttpRequest request = HttpRequest.newBuilder(ingest)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-API-Key", key.value())
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.encode(sample)))
                .build();
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, failure) -> settle(
                        failure != null
                                ? String.valueOf(failure.getMessage())
                                : response.statusCode() == 200 ? "" : "HTTP " + response.statusCode()));
    }

    private void settle(String failure) {
        if (failure.isEmpty()) {
            delivered.incrementAndGet();
        } else {
            dropped.incrementAndGet();
            if (lastFailure.isEmpty()) {
                logger.warn("Samples cannot be delivered to {}: {}. They are dropped and counted.", ingest, failure);
            }
        }
        lastFailure = failure;
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "telemetry-generator");
        thread.setDaemon(true);
        return thread;
    }
}
