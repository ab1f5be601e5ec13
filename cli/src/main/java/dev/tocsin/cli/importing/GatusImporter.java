package dev.tocsin.cli.importing;

import dev.tocsin.events.service.BadSettingException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the configuration of Gatus: its HTTP endpoints, with the thresholds of their alerts. */
final class GatusImporter {

    private static final long DEFAULT_INTERVAL_MS = 60_000;
    private static final long DEFAULT_TIMEOUT_MS = 10_000;
    private static final long DEFAULT_FAILURES = 3;
    private static final long DEFAULT_SUCCESSES = 2;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$(\\{)?|\\$\\{(\\w+)\\}|\\$(\\w+)");
    private static final Pattern RESPONSE_TIME = Pattern.compile("\\[RESPONSE_TIME\\]\\s*<=?\\s*(\\d{1,9})");
    private static final Set<String> READ =
            Set.of("name", "group", "url", "interval", "conditions", "alerts", "client", "enabled", "method", "ui");
    private static final Map<String, String> ELSEWHERE = Map.of(
            "alerting",
                    "messages go where TOCSIN_SLACK_WEBHOOK_URL says; only the thresholds of default alerts are read",
            "external-endpoints", "push samples with POST /metrics/ingest instead",
            "storage", "figures are kept in Postgres",
            "web", "the address and port are TOCSIN_HTTP_HOST and TOCSIN_HTTP_PORT",
            "metrics", "GET /metrics is always there");

    private final Harvest harvest = new Harvest(true);
    private final Map<?, ?> document;

    private GatusImporter(Map<?, ?> document) {
        this.document = document;
    }

    static Imported read(List<String> texts) {
        return new GatusImporter(Foreign.yaml(Foreign.only(texts))).imported();
    }

    private Imported imported() {
        // Older versions called them services.
        Object endpoints = document.containsKey("endpoints") ? document.get("endpoints") : document.get("services");
        if (!(endpoints instanceof List<?> list)) {
            throw new BadSettingException(
                    "This has no list \"endpoints\", so it is no configuration of Gatus; name another file.");
        }
        for (Object endpoint : list) {
            endpoint(Foreign.map(endpoint));
        }
        for (Object key : document.keySet()) {
            if (!key.equals("endpoints") && !key.equals("services")) {
                harvest.lost(key.toString(), ELSEWHERE.getOrDefault(key.toString(), "has no counterpart"));
            }
        }
        return harvest.imported("Gatus");
    }

    private void endpoint(Map<?, ?> endpoint) {
        String name = filled(endpoint.get("name"));
        String group = filled(endpoint.get("group"));
        if (!Foreign.flag(endpoint.get("enabled"), true)) {
            harvest.lost(name, "left out: it is switched off");
            return;
        }
        Optional<Harvest.Entry> added = harvest.service(name, group, filled(endpoint.get("url")));
        if (added.isEmpty()) {
            return;
        }
        Harvest.Entry entry = added.get();
        entry.group(group);
        entry.interval(millis(entry, "interval", endpoint.get("interval"), DEFAULT_INTERVAL_MS));
        client(entry, Foreign.map(endpoint.get("client")));
        Foreign.list(endpoint.get("conditions")).forEach(condition -> condition(entry, Foreign.text(condition)));
        alerts(entry, Foreign.list(endpoint.get("alerts")));
        String method = Foreign.text(endpoint.get("method"));
        if (!method.isEmpty() && !method.equalsIgnoreCase("GET")) {
            entry.lost("its method " + method + " becomes GET, the only one there is");
        }
        if (endpoint.containsKey("ui")) {
            entry.lost("its \"ui\" has no counterpart");
        }
        for (Object key : endpoint.keySet()) {
            if (!READ.contains(key.toString())) {
                entry.lost("its \"" + key + "\" has no counterpart");
            }
        }
    }

    private static void client(Harvest.Entry entry, Map<?, ?> client) {
        entry.timeout(millis(entry, "timeout", client.get("timeout"), DEFAULT_TIMEOUT_MS));
        for (Object key : client.keySet()) {
            boolean same = !key.equals("timeout") && !Foreign.flag(client.get(key), true);
            if (!key.equals("timeout") && !same) {
                entry.lost("its \"client." + key + "\" has no counterpart");
            }
        }
    }

    private void condition(Harvest.Entry entry, String condition) {
        Matcher time = RESPONSE_TIME.matcher(condition);
        if (time.matches()) {
            entry.latencyAlert(Long.parseLong(time.group(1)));
            harvest.lost(
                    "[RESPONSE_TIME]",
                    "becomes latency_alert, which rings when the 95th percentile of a minute is above it");
        } else if (condition.startsWith("[STATUS]")) {
            harvest.statusMeaning("[STATUS]");
        } else if (!condition.replace(" ", "").equals("[CONNECTED]==true")) {
            entry.lost("its condition " + condition + " has no counterpart");
        }
    }

    /** The first threshold that is reached rings. */
    private void alerts(Harvest.Entry entry, List<?> alerts) {
        long failures = Long.MAX_VALUE;
        long successes = Long.MAX_VALUE;
        for (Object item : alerts) {
            Map<?, ?> alert = Foreign.map(item);
            Map<?, ?> provider =
                    Foreign.map(Foreign.map(document.get("alerting")).get(alert.get("type")));
            Map<?, ?> defaults = Foreign.map(provider.get("default-alert"));
            Object enabled = alert.containsKey("enabled") ? alert.get("enabled") : defaults.get("enabled");
            if (Foreign.flag(enabled, true)) {
                failures = Math.min(failures, threshold("failure-threshold", alert, defaults, DEFAULT_FAILURES));
                successes = Math.min(successes, threshold("success-threshold", alert, defaults, DEFAULT_SUCCESSES));
            }
        }
        if (failures == Long.MAX_VALUE) {
            entry.lost(
                    "it sends no alerts in Gatus, and rings here after one failed check unless failures_to_alert says more");
            return;
        }
        entry.failuresToAlert(failures);
        entry.successesToResolve(successes);
        if (alerts.size() > 1) {
            entry.lost("of its " + alerts.size() + " alerts, the lowest thresholds are taken");
        }
    }

    private static long threshold(String key, Map<?, ?> alert, Map<?, ?> defaults, long fallback) {
        return Foreign.whole(alert.get(key))
                .or(() -> Foreign.whole(defaults.get(key)))
                .orElse(fallback);
    }

    private static long millis(Harvest.Entry entry, String key, Object value, long fallback) {
        if (value == null) {
            return fallback;
        }
        Optional<Long> millis = Foreign.millis(value);
        if (millis.isEmpty()) {
            entry.lost(String.format(
                    Locale.ROOT, "its %s \"%s\" is no duration, so Gatus's own default is taken", key, value));
        }
        return millis.orElse(fallback);
    }

    /** With variables as {@code tocsin.yml} has them: Gatus also knows <code>$NAME</code>, and writes a dollar twice. */
    private static String filled(Object value) {
        return VARIABLE.matcher(Foreign.text(value)).replaceAll(match -> {
            String name = match.group(2) != null ? match.group(2) : match.group(3);
            if (name != null) {
                return Matcher.quoteReplacement("${" + name + "}");
            }
            return Matcher.quoteReplacement(match.group(1) == null ? "$" : "$${");
        });
    }
}
