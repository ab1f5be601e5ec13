package dev.tocsin.cli.importing;

import dev.tocsin.cli.yaml.ServiceFile;
import dev.tocsin.events.Limits;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.Durations;
import dev.tocsin.gateway.definitions.Slug;
import dev.tocsin.gateway.definitions.TargetAddress;
import dev.tocsin.gateway.definitions.Variables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers services for a {@code tocsin.yml}, keeps them within what it accepts, and remembers what was lost on the way. */
final class Harvest {

    private static final String STATUS_MEANING =
            "a check fails here at status 4xx or 5xx or without an answer, where 4xx rings by"
                    + " the error rate of a minute only, and redirects are followed; other status codes cannot be asked for";
    private static final long MIN_INTERVAL_MS = 1_000;
    private static final long MIN_TIMEOUT_MS = 100;
    private static final int MAX_COUNT = 1_000;

    private final boolean variables;
    private final List<Map<String, Object>> services = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Set<String>> losses = new LinkedHashMap<>();

    /** @param variables whether texts hold environment variables in the form of {@code tocsin.yml}; otherwise they are literal */
    Harvest(boolean variables) {
        this.variables = variables;
    }

    /** One service; its values are put in place with the limits of the file. */
    final class Entry {

        private final String name;
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Entry(String name) {
            this.name = name;
        }

        void lost(String reason) {
            Harvest.this.lost(name, reason);
        }

        void group(String group) {
            if (group.length() > Limits.MAX_NAME) {
                lost("a group has at most " + Limits.MAX_NAME + " characters");
            } else if (!group.isEmpty()) {
                values.put("group", written(plain(group)));
            }
        }

        void interval(long millis) {
            duration("interval", millis, MIN_INTERVAL_MS);
        }

        void timeout(long millis) {
            duration("timeout", millis, MIN_TIMEOUT_MS);
        }

        void latencyAlert(long millis) {
            duration("latency_alert", millis, 1);
        }

        void failuresToAlert(long count) {
            count("failures_to_alert", count, MAX_COUNT);
        }

        void successesToResolve(long count) {
            count("successes_to_resolve", count, ServiceDefinition.MAX_SUCCESSES_TO_RESOLVE);
        }

        private void duration(String key, long millis, long min) {
            long kept = Math.max(min, Math.min(millis, Limits.MAX_DURATION_MS));
            if (kept != millis) {
                lost(key + " is " + Durations.shown(kept) + " and not " + Durations.shown(millis)
                        + ", which is beyond what it can be");
            }
            values.put(key, Durations.shown(kept));
        }

        private void count(String key, long count, long max) {
            long kept = Math.max(1, Math.min(count, max));
            if (kept != count) {
                lost(key + " is " + kept + " and not " + count + ", which is beyond what it can be");
            }
            values.put(key, (int) kept);
        }
    }

    /**
     * Adds a service under a name that no other has; empty if its address cannot be probed, which is remembered.
     *
     * @param name as the other program has it
     * @param group what is tried in front of numbers to make the name unique
     * @param url may hold variables
     */
    Optional<Entry> service(String name, String group, String url) {
        if (name.isEmpty()) {
            lost(url.isEmpty() ? "a service" : url, "left out: it has no name");
            return Optional.empty();
        }
        Optional<String> address = variables && url.contains("${")
                ? Optional.of(url)
                : TargetAddress.normalise(url).map(this::written);
        if (address.isEmpty()) {
            lost(name, "left out: only http and https addresses are probed, and \"" + url + "\" is none");
            return Optional.empty();
        }
        String unique = unique(plain(name), plain(group));
        Entry entry = new Entry(unique);
        entry.values.put("name", written(unique));
        entry.values.put("url", address.get());
        services.add(entry.values);
        return Optional.of(entry);
    }

    /** Remembers what cannot be carried over; the same of several services becomes one line. */
    void lost(String what, String reason) {
        losses.computeIfAbsent(reason, any -> new LinkedHashSet<>()).add(what);
    }

    /** Status codes mean something else here. */
    void statusMeaning(String what) {
        lost(what, STATUS_MEANING);
    }

    Imported imported(String program) {
        List<String> remarks = new ArrayList<>();
        losses.forEach((reason, whose) -> remarks.add(String.join(", ", whose) + ": " + reason));
        return new Imported(ServiceFile.text("Imported from " + program + ".", services), remarks);
    }

    private String written(String text) {
        return variables ? text : Variables.literal(text);
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private String unique(String name, String group) {
        String shortened =
                name.length() > DeclaredService.MAX_NAME - 10 ? name.substring(0, DeclaredService.MAX_NAME - 10) : name;
        List<String> candidates = new ArrayList<>(List.of(shortened));
        if (!group.isEmpty() && shortened.length() + group.length() < DeclaredService.MAX_NAME - 10) {
            candidates.add(shortened + " (" + group + ")");
        }
        for (String candidate : candidates) {
            if (keys.add(Slug.of(candidate))) {
                return renamed(name, candidate);
            }
        }
        for (int number = 2; ; number++) {
            String candidate = shortened + " " + number;
            if (keys.add(Slug.of(candidate))) {
                return renamed(name, candidate);
            }
        }
    }

    private String renamed(String name, String chosen) {
        if (!chosen.equals(name)) {
            lost(name, "is called \"" + chosen + "\" here, since its name is taken or too long");
        }
        return chosen;
    }
}
