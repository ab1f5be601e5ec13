package dev.tocsin.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.HostSample;
import dev.tocsin.events.host.HostDocument;
import dev.tocsin.gateway.board.HostSamples;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code GET /metrics/json} and {@code /metrics/json/{collector}}: a machine's newest sample as Production Health Guardian tells
 * it. {@code ?host=} names the machine; without, it is the gateway's own, or the only one that there is. The header
 * {@code Tocsin-Host} says which it was.
 */
final class HostRoutes {

    private static final Map<String, Function<HostSample, JsonNode>> COLLECTORS = Map.of(
            "cpu", sample -> HostDocument.cpu(sample.cpu()),
            "memory", sample -> HostDocument.memory(sample.memory()),
            "gpu", sample -> HostDocument.gpu(sample.gpu()));

    private final HostSamples hosts;

    HostRoutes(HostSamples hosts) {
        this.hosts = hosts;
    }

    void register(RoutesConfig routes) {
        routes.get("/metrics/json", context -> sample(context, "Failed to collect metrics")
                .ifPresent(sample -> Answers.json(context, HostDocument.of(sample))));
        routes.get("/metrics/json/{collector}", this::collector);
    }

    private void collector(Context context) {
        String name = context.pathParam("collector");
        Function<HostSample, JsonNode> collector = COLLECTORS.get(name);
        if (collector == null) {
            throw new NotFoundResponse("Collector '" + name + "' not found");
        }
        sample(context, "Failed to collect metrics from " + name)
                .ifPresent(sample -> Answers.json(context, Map.of(name, collector.apply(sample))));
    }

    /** The machine that is asked for; if there is none, that is the answer. */
    private Optional<HostSample> sample(Context context, String failure) {
        String asked = context.queryParam("host");
        Optional<HostSample> found = asked == null ? hosts.meant() : hosts.of(asked);
        if (found.isPresent()) {
            // Names may hold characters that headers may not.
            String name = found.get().host();
            context.header(
                    "Tocsin-Host",
                    name.chars().allMatch(character -> character > ' ' && character < 0x7f) ? name : "other");
            return found;
        }
        if (asked != null) {
            throw new NotFoundResponse("Host '" + asked + "' is not known; those that tell are " + hosts.names());
        }
        String why = hosts.names().isEmpty()
                ? "no machine has told of itself in the last seconds; start the hardware-producer"
                : "several machines tell of themselves and the gateway's own does not; name one with ?host=, of "
                        + hosts.names();
        Answers.failed(context, HttpStatus.INTERNAL_SERVER_ERROR, failure + ": " + why);
        return Optional.empty();
    }
}
