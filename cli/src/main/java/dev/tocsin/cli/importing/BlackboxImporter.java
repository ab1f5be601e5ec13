package dev.tocsin.cli.importing;

import dev.tocsin.events.service.BadSettingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads a Prometheus configuration whose jobs scrape the blackbox exporter, and the modules of the exporter if they are given:
 * their static HTTP targets.
 */
final class BlackboxImporter {

    private static final long DEFAULT_INTERVAL_MS = 60_000;
    private static final long DEFAULT_TIMEOUT_MS = 10_000;
    private static final Set<String> JOB_READ = Set.of(
            "job_name",
            "metrics_path",
            "params",
            "static_configs",
            "scrape_interval",
            "scrape_timeout",
            "relabel_configs",
            "scheme");
    private static final Set<String> USUAL_RELABELLING = Set.of("__param_target", "instance", "__address__");
    /** Said of the exporter's own way to the network, or the same here. */
    private static final Set<String> MODULE_SAME = Set.of(
            "preferred_ip_protocol", "ip_protocol_fallback", "valid_http_versions", "follow_redirects", "enable_http2");

    private final Harvest harvest = new Harvest(false);
    private final List<Map<?, ?>> documents;
    private final Map<Object, Map<?, ?>> modules = new HashMap<>();

    private BlackboxImporter(List<Map<?, ?>> documents) {
        this.documents = documents;
    }

    static Imported read(List<String> texts) {
        List<Map<?, ?>> documents = new ArrayList<>();
        texts.forEach(text -> documents.add(Foreign.yaml(text)));
        return new BlackboxImporter(documents).imported();
    }

    private Imported imported() {
        documents.forEach(document ->
                Foreign.map(document.get("modules")).forEach((name, module) -> modules.put(name, Foreign.map(module))));
        if (documents.stream().noneMatch(document -> document.get("scrape_configs") instanceof List)) {
            throw new BadSettingException(
                    modules.isEmpty()
                            ? "This has no list \"scrape_configs\", so it is no Prometheus configuration; name another file."
                            : "These are the exporter's modules, which have no targets; name the Prometheus configuration too.");
        }
        for (Map<?, ?> document : documents) {
            Map<?, ?> global = Foreign.map(document.get("global"));
            Foreign.list(document.get("scrape_configs")).forEach(job -> job(Foreign.map(job), global));
            for (Object key : document.keySet()) {
                if (!Set.of("global", "scrape_configs", "modules").contains(key)) {
                    harvest.lost(key.toString(), "is of Prometheus itself and has no counterpart");
                }
            }
        }
        return harvest.imported("Prometheus and its blackbox exporter");
    }

    private void job(Map<?, ?> job, Map<?, ?> global) {
        String name = Foreign.text(job.get("job_name"));
        String shown = "job " + name;
        List<?> named = Foreign.list(Foreign.map(job.get("params")).get("module"));
        if (named.isEmpty() && !Foreign.text(job.get("metrics_path")).endsWith("/probe")) {
            harvest.lost(shown, "left out: it scrapes metrics and asks no blackbox exporter");
            return;
        }
        String moduleName = named.isEmpty() ? "http_2xx" : Foreign.text(named.get(0));
        Map<?, ?> module = modules.getOrDefault(moduleName, Map.of());
        String prober = module.isEmpty() ? moduleName.replaceFirst("_.*", "") : Foreign.text(module.get("prober"));
        if (!prober.equals("http")) {
            harvest.lost(
                    shown,
                    "left out: only http and https addresses are probed, and its module " + moduleName
                            + (module.isEmpty() ? " was not given and is not called http_…" : " is for " + prober));
            return;
        }
        if (module.isEmpty()) {
            harvest.lost(
                    shown,
                    "its module " + moduleName + " was not given, so what it asks for is not known; name the file"
                            + " of the modules as well");
        }
        module(moduleName, module);
        for (Object key : job.keySet()) {
            if (!JOB_READ.contains(key.toString())) {
                harvest.lost(
                        shown,
                        "its \"" + key + "\" has no counterpart"
                                + (key.toString().endsWith("_sd_configs") ? "; its targets must be written down" : ""));
            }
        }
        relabelling(shown, job);
        long interval = millis(job, global, "scrape_interval", DEFAULT_INTERVAL_MS);
        long timeout = Math.min(
                millis(job, global, "scrape_timeout", DEFAULT_TIMEOUT_MS),
                Foreign.millis(module.get("timeout")).orElse(Long.MAX_VALUE));
        for (Object item : Foreign.list(job.get("static_configs"))) {
            Map<?, ?> labels = Foreign.map(Foreign.map(item).get("labels"));
            if (!labels.isEmpty()) {
                harvest.lost(shown, "its labels " + String.join(", ", names(labels)) + " have no counterpart");
            }
            Foreign.list(Foreign.map(item).get("targets"))
                    .forEach(target -> target(name, Foreign.text(target), interval, timeout));
        }
    }

    private void target(String job, String target, long interval, long timeout) {
        // As the exporter does.
        String url = target.startsWith("http://") || target.startsWith("https://") ? target : "http://" + target;
        String name = target.replaceFirst("^https?://", "").replaceFirst("/+$", "");
        harvest.service(name, job, url).ifPresent(entry -> {
            entry.group(job);
            entry.interval(interval);
            entry.timeout(timeout);
            harvest.statusMeaning("valid_status_codes");
        });
    }

    private void module(String name, Map<?, ?> module) {
        Map<?, ?> http = Foreign.map(module.get("http"));
        for (Object key : http.keySet()) {
            boolean same = MODULE_SAME.contains(key.toString())
                            && !http.get(key).equals(false)
                    || key.equals("method") && Foreign.text(http.get(key)).equalsIgnoreCase("GET")
                    || key.equals("valid_status_codes")
                            && Foreign.list(http.get(key)).isEmpty();
            if (!same) {
                harvest.lost("module " + name, "its \"" + key + "\" has no counterpart");
            }
        }
    }

    private void relabelling(String shown, Map<?, ?> job) {
        boolean usual = Foreign.list(job.get("relabel_configs")).stream()
                .map(Foreign::map)
                .allMatch(rule -> USUAL_RELABELLING.contains(Foreign.text(rule.get("target_label")))
                        && Stream.of("regex", "action", "modulus").noneMatch(rule::containsKey));
        if (!usual) {
            harvest.lost(shown, "its relabelling is not applied, apart from what every blackbox job has");
        }
    }

    private static long millis(Map<?, ?> job, Map<?, ?> global, String key, long fallback) {
        return Optional.ofNullable(job.get(key))
                .or(() -> Optional.ofNullable(global.get(key)))
                .flatMap(Foreign::millis)
                .orElse(fallback);
    }

    private static Set<String> names(Map<?, ?> labels) {
        Set<String> names = new LinkedHashSet<>();
        labels.keySet().forEach(label -> names.add(label.toString()));
        return new TreeSet<>(names);
    }
}
