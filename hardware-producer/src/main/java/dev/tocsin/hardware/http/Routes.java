package dev.tocsin.hardware.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.host.HostDocument;
import dev.tocsin.hardware.exposition.HostMetrics;
import dev.tocsin.hardware.exposition.PrometheusText;
import dev.tocsin.hardware.sampling.Reading;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What is answered to which request. Thread-safe, never blocks. */
public final class Routes {

    private static final String COLLECTORS = "/metrics/json/";
    private static final Set<String> PATHS = Set.of(
            "/health", "/metrics", "/metrics/json", COLLECTORS + "cpu", COLLECTORS + "memory", COLLECTORS + "gpu");

    private final Supplier<Optional<Reading>> latest;
    private final Health health;

    /** @param latest the newest reading, empty before the first */
    public Routes(Supplier<Optional<Reading>> latest, Health health) {
        this.latest = latest;
        this.health = health;
    }

    /** @param accept the request's {@code Accept} header, may be null */
    Answer answer(String method, String path, String accept) {
        if (path.endsWith("/") && PATHS.contains(path.substring(0, path.length() - 1))) {
            return Answer.detail(307, "Temporary Redirect").with("Location", path.substring(0, path.length() - 1));
        }
        if (!PATHS.contains(path)) {
            return path.startsWith(COLLECTORS)
                    ? Answer.detail(404, "Collector '" + path.substring(COLLECTORS.length()) + "' not found")
                    : Answer.detail(404, "Not Found");
        }
        if (!"GET".equals(method) && !"HEAD".equals(method)) {
            return Answer.detail(405, "Method Not Allowed").with("Allow", "GET, HEAD");
        }
        if ("/health".equals(path)) {
            return health.answer();
        }
        return latest.get().map(reading -> answer(path, accept, reading)).orElseGet(() -> Answer.detail(
                        503, "The first sample is not taken yet; ask again in a second")
                .with("Retry-After", "1"));
    }

    private static Answer answer(String path, String accept, Reading reading) {
        return switch (path) {
            case "/metrics" -> text(reading, accept);
            case "/metrics/json" -> everything(reading);
            default -> collector(path.substring(COLLECTORS.length()), reading);
        };
    }

    /** What could not be read has no series; the rest is worth its scrape. */
    private static Answer text(Reading reading, String accept) {
        PrometheusText text =
                PrometheusText.of(HostMetrics.ofParts(reading.cpu(), reading.memory(), reading.gpu()), accept);
        return new Answer(200, text.contentType(), text.body(), Map.of());
    }

    private static Answer everything(Reading reading) {
        return reading.sample()
                .map(sample -> Answer.json(200, HostDocument.of(sample)))
                .orElseGet(() -> Answer.detail(
                        500,
                        "Failed to collect metrics: "
                                + reading.failures().get(0).reason()));
    }

    private static Answer collector(String name, Reading reading) {
        ObjectNode part =
                switch (name) {
                    case "cpu" -> reading.cpu() == null ? null : HostDocument.cpu(reading.cpu());
                    case "memory" -> reading.memory() == null ? null : HostDocument.memory(reading.memory());
                    // Has a document of its own for "could not be read".
                    case "gpu" -> HostDocument.gpu(reading.gpu());
                    default -> throw new IllegalArgumentException(name);
                };
        return part == null
                ? Answer.detail(500, "Failed to collect metrics from " + name)
                : Answer.json(200, Json.mapper().createObjectNode().set(name, part));
    }
}
