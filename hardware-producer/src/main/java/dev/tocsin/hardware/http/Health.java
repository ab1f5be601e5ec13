package dev.tocsin.hardware.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.service.RunningService.Condition;
import dev.tocsin.hardware.sampling.CollectorFailure;
import dev.tocsin.hardware.sampling.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The document of {@code /health}; 503 when unhealthy, so that probes notice. Thread-safe. */
public final class Health {

    private final Supplier<Condition> condition;
    private final Supplier<Optional<Reading>> latest;
    private final String version;
    private final Clock clock;
    private final Instant started;

    public Health(Supplier<Condition> condition, Supplier<Optional<Reading>> latest, String version, Clock clock) {
        this.condition = condition;
        this.latest = latest;
        this.version = version;
        this.clock = clock;
        this.started = clock.instant();
    }

    Answer answer() {
        Condition now = condition.get();
        Instant instant = clock.instant();
        List<CollectorFailure> failures = latest.get().map(Reading::failures).orElse(List.of());
        ObjectNode document = Json.mapper()
                .createObjectNode()
                .put("status", now.healthy() ? "healthy" : "unhealthy")
                .put("version", version)
                .put("error", now.healthy() ? null : now.detail())
                .put("timestamp", instant.toString())
                .put("uptime_seconds", Duration.between(started, instant).toMillis() / 1000.0);
        ObjectNode system = document.putObject("system");
        system.put("api", "running").put("collectors", failures.isEmpty() ? "ready" : "failing");
        if (!failures.isEmpty()) {
            ObjectNode counts = system.putObject("failures");
            failures.forEach(failure -> counts.put(failure.collector(), failure.count()));
        }
        return Answer.json(now.healthy() ? 200 : 503, document);
    }
}
