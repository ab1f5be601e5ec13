package dev.tocsin.gateway.definitions;

import dev.tocsin.gateway.definitions.FileParser.Dependency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the services that {@code depends_on} names, over all files: by key, by name, or by what the name becomes as a key. */
final class Dependencies {

    /** Where a service is declared. */
    record Place(Problems problems, int line) {

        @Override
        public String toString() {
            return problems.file() + " line " + line;
        }
    }

    private final Map<String, Place> places = new HashMap<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private final Map<String, Set<String>> byName = new HashMap<>();
    private final Map<String, Set<String>> bySlug = new HashMap<>();

    void declare(String key, String name, Place place) {
        keys.add(key);
        places.putIfAbsent(key, place);
        byName.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(key);
        bySlug.computeIfAbsent(Slug.of(name), any -> new LinkedHashSet<>()).add(key);
    }

    /** The keys of the services that are meant; of what is no service, a problem is told. */
    List<String> resolve(List<Dependency> dependencies) {
        List<String> found = new ArrayList<>();
        for (Dependency dependency : dependencies) {
            resolve(dependency).filter(key -> !found.contains(key)).ifPresent(found::add);
        }
        return found;
    }

    /** Where the service of that key was declared first. */
    Optional<Place> place(String key) {
        return Optional.ofNullable(places.get(key));
    }

    /** Tells of each circle of services that wait for each other, once. */
    void requireNoCircles(List<DeclaredService> services) {
        Map<String, List<String>> open = new LinkedHashMap<>();
        services.forEach(service -> open.putIfAbsent(service.key(), service.dependsOn()));
        while (true) {
            // What needs nothing that is still open is in no circle.
            while (open.values().removeIf(needs -> needs.stream().noneMatch(open::containsKey))) {}
            if (open.isEmpty()) {
                return;
            }
            List<String> way = new ArrayList<>();
            String at = open.keySet().iterator().next();
            while (!way.contains(at)) {
                way.add(at);
                at = open.get(at).stream().filter(open::containsKey).findFirst().orElseThrow();
            }
            List<String> circle = way.subList(way.indexOf(at), way.size());
            Place place = places.get(at);
            place.problems()
                    .add(
                            place.line(),
                            "depends_on",
                            "\"" + at + "\" would depend on itself: " + String.join(" → ", circle) + " → " + at
                                    + "; take one of them out of \"depends_on\".");
            circle.forEach(open::remove);
        }
    }

    private Optional<String> resolve(Dependency dependency) {
        String text = dependency.text();
        String slug = Slug.of(text);
        if (keys.contains(text)) {
            return Optional.of(text);
        }
        Set<String> named = byName.getOrDefault(text, Set.of());
        if (named.isEmpty()) {
            named = keys.contains(slug) ? Set.of(slug) : bySlug.getOrDefault(slug, Set.of());
        }
        if (named.size() == 1) {
            return Optional.of(named.iterator().next());
        }
        dependency.problem(
                named.isEmpty()
                        ? "no service; " + DidYouMean.among(keys, slug)
                        : "more than one service; write one of the keys " + String.join(", ", named) + ".");
        return Optional.empty();
    }
}
