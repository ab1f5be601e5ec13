package dev.tocsin.gateway.definitions;

import dev.tocsin.gateway.definitions.FileParser.Dependency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the services that {@code depends_on} names, over all files: by key, by name, or by what the name becomes as a key. */
final class Dependencies {

    private final Set<String> keys = new LinkedHashSet<>();
    private final Map<String, Set<String>> byName = new HashMap<>();
    private final Map<String, Set<String>> bySlug = new HashMap<>();

    void declare(String key, String name) {
        keys.add(key);
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
