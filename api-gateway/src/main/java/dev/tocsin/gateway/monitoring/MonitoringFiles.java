package dev.tocsin.gateway.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files for other people's servers, read once. Immutable; the documents must not be changed. */
public final class MonitoringFiles {

    private static final String RULES = "alerts.yml";
    private static final String ALERTMANAGER = "alertmanager.yml";
    private static final String PROMETHEUS = "prometheus.yml";
    private static final String DASHBOARD = "grafana-dashboard.json";
    private static final String QUERIES = "queries.json";
    private static final String SETUP = "setup.json";

    private final JsonNode queries = tree(QUERIES);
    private final JsonNode alerting;

    public MonitoringFiles() {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("prometheus_alerting_rules", text(RULES));
        document.set("grafana_dashboard", tree(DASHBOARD));
        document.put("alertmanager_config", text(ALERTMANAGER));
        document.put("prometheus_config", text(PROMETHEUS));
        document.set("setup_instructions", tree(SETUP));
        alerting = document;
    }

    /** Example queries by name, and what some of them tell. */
    public JsonNode queries() {
        return queries;
    }

    /** Rules, routing, dashboard, and how to use them. */
    public JsonNode alerting() {
        return alerting;
    }

    private static JsonNode tree(String name) {
        try {
            return Json.mapper().readTree(bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + " from the class path", e);
        }
    }

    private static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = MonitoringFiles.class.getResourceAsStream("/monitoring/" + name)) {
            if (in == null) {
                throw new IllegalStateException("monitoring/" + name + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + " from the class path", e);
        }
    }
}
