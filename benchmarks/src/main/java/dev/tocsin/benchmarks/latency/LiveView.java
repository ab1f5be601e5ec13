package dev.tocsin.benchmarks.latency;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** The gateway's live view over HTTP. */
final class LiveView {

    private static final long EVERY_MS = 5;
    private static final long PATIENCE_MS = 10_000;

    private final URI dashboard;
    private final HttpClient client = HttpClient.newHttpClient();

    LiveView(String dashboard) {
        this.dashboard = URI.create(dashboard);
    }

    /** The registered services' ids by their keys. */
    Map<String, Long> services() throws IOException, InterruptedException {
        Map<String, Long> ids = new HashMap<>();
        get("services")
                .forEach(service ->
                        ids.put(service.path("key").asText(), service.path("id").asLong()));
        return ids;
    }

    /**
     * Asks every 5 ms until a service's last minute holds something of the beacons' location.
     *
     * @return whether it came within 10 s
     */
    boolean awaits(long service) throws IOException, InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MS;
        while (System.currentTimeMillis() < until) {
            JsonNode figures = get("services/" + service + "/health?window=1m")
                    .path("views")
                    .path("1m")
                    .path("locations")
                    .path(Beacons.LOCATION);
            if (figures.path("measured").asLong() > 0) {
                return true;
            }
            Thread.sleep(EVERY_MS);
        }
        return false;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(dashboard.resolve(path)).build();
        return Json.mapper()
                .readTree(client.send(request, BodyHandlers.ofByteArray()).body());
    }
}
