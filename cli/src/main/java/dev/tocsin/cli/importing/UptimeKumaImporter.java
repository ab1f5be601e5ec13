package dev.tocsin.cli.importing;

import dev.tocsin.events.service.BadSettingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the JSON backup of Uptime Kuma 1: its HTTP monitors, and the groups that they stand in. */
final class UptimeKumaImporter {

    private static final Set<String> HTTP = Set.of("http", "keyword", "json-query");
    private static final List<String> USUAL_STATUS_CODES = List.of("200-299");
    private static final long DEFAULT_INTERVAL_SECONDS = 60;
    /** What a monitor may have and a service cannot, where it says something. */
    private static final Map<String, String> WITHOUT_COUNTERPART = Map.ofEntries(
            Map.entry("keyword", "the keyword is not looked for; only the status counts"),
            Map.entry("jsonPath", "the JSON is not looked at; only the status counts"),
            Map.entry("headers", "no headers are sent"),
            Map.entry("body", "no body is sent"),
            Map.entry("basic_auth_user", "no login is sent; write it into the address"),
            Map.entry("proxyId", "the proxy is not used"),
            Map.entry("ignoreTls", "certificates are verified"),
            Map.entry("expiryNotification", "no message announces the end of a certificate"),
            Map.entry("resendInterval", "a message is not repeated while an incident lasts"),
            Map.entry("description", "the description has no counterpart"),
            Map.entry("notificationIDList", "messages go where TOCSIN_SLACK_WEBHOOK_URL says"),
            Map.entry("tags", "tags have no counterpart"),
            Map.entry("maintenance", "maintenance has no counterpart in this file"));

    private final Harvest harvest = new Harvest(false);
    private final Map<Long, Map<?, ?>> monitors = new HashMap<>();

    static Imported read(List<String> texts) {
        return new UptimeKumaImporter().imported(Foreign.json(Foreign.only(texts)));
    }

    private Imported imported(Map<?, ?> backup) {
        if (!(backup.get("monitorList") instanceof List<?> list)) {
            throw new BadSettingException(
                    "This has no \"monitorList\", so it is no backup of Uptime Kuma 1; name another file.");
        }
        list.stream().map(Foreign::map).forEach(monitor -> Foreign.whole(monitor.get("id"))
                .ifPresent(id -> monitors.put(id, monitor)));
        list.stream().map(Foreign::map).forEach(this::monitor);
        for (Object key : backup.keySet()) {
            if (!Set.of("monitorList", "version").contains(key) && !isNothing(backup.get(key))) {
                harvest.lost(
                        key.toString(),
                        key.equals("notificationList")
                                ? "messages go where TOCSIN_SLACK_WEBHOOK_URL says"
                                : "has no counterpart");
            }
        }
        return harvest.imported("Uptime Kuma");
    }

    private void monitor(Map<?, ?> monitor) {
        String name = Foreign.text(monitor.get("name"));
        String type = Foreign.text(monitor.get("type"));
        if (type.equals("group")) {
            return; // its name becomes the group of what stands in it
        }
        if (!HTTP.contains(type)) {
            harvest.lost(
                    name, "left out: only http and https addresses are probed, and it is of type \"" + type + "\"");
            return;
        }
        if (!Foreign.flag(monitor.get("active"), true)) {
            harvest.lost(name, "left out: it is paused");
            return;
        }
        if (Foreign.flag(monitor.get("upsideDown"), false)) {
            harvest.lost(name, "left out: it is well when the address is down, which cannot be said here");
            return;
        }
        String group = group(monitor);
        Optional<Harvest.Entry> added = harvest.service(name, group, Foreign.text(monitor.get("url")));
        added.ifPresent(entry -> {
            entry.group(group);
            schedule(entry, monitor);
            losses(entry, monitor);
            harvest.statusMeaning("accepted_statuscodes");
        });
    }

    private static void schedule(Harvest.Entry entry, Map<?, ?> monitor) {
        long interval = Foreign.whole(monitor.get("interval"))
                .filter(seconds -> seconds > 0)
                .orElse(DEFAULT_INTERVAL_SECONDS);
        entry.interval(interval * 1_000);
        if (monitor.get("timeout") instanceof Number timeout && timeout.doubleValue() > 0) {
            entry.timeout(Math.round(timeout.doubleValue() * 1_000));
        } else {
            // What Uptime Kuma takes where nothing is said.
            entry.timeout(interval * 800);
        }
        long retries = Foreign.whole(monitor.get("maxretries")).orElse(0L);
        entry.failuresToAlert(retries + 1);
        entry.successesToResolve(1);
        Foreign.whole(monitor.get("retryInterval"))
                .filter(retry -> retries > 0 && retry != interval)
                .ifPresent(retry ->
                        entry.lost("it is not checked more often while it fails (retryInterval " + retry + " s)"));
    }

    private static void losses(Harvest.Entry entry, Map<?, ?> monitor) {
        WITHOUT_COUNTERPART.forEach((key, reason) -> {
            if (!isNothing(monitor.get(key))) {
                entry.lost(reason);
            }
        });
        String method = Foreign.text(monitor.get("method"));
        if (!method.isEmpty() && !method.equalsIgnoreCase("GET")) {
            entry.lost("its method " + method + " becomes GET, the only one there is");
        }
        if (monitor.get("maxredirects") instanceof Number redirects && redirects.intValue() == 0) {
            entry.lost("redirects are followed");
        }
        List<?> codes = Foreign.list(monitor.get("accepted_statuscodes"));
        if (!codes.isEmpty() && !codes.equals(USUAL_STATUS_CODES)) {
            entry.lost("its accepted status codes " + codes + " cannot be said here");
        }
    }

    /** The names of the groups around it, outermost first. */
    private String group(Map<?, ?> monitor) {
        Deque<String> names = new ArrayDeque<>();
        Set<Long> seen = new HashSet<>();
        Optional<Long> parent = Foreign.whole(monitor.get("parent"));
        while (parent.isPresent() && seen.add(parent.get())) {
            Map<?, ?> around = monitors.getOrDefault(parent.get(), Map.of());
            String name = Foreign.text(around.get("name"));
            if (!name.isEmpty()) {
                names.addFirst(name);
            }
            parent = Foreign.whole(around.get("parent"));
        }
        return String.join(" / ", names);
    }

    private static boolean isNothing(Object value) {
        return value == null
                || value.equals(false)
                || value.equals("")
                || value.equals(0)
                || value.equals(List.of())
                || value.equals(Map.of());
    }
}
