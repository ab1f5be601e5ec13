package dev.tocsin.gateway.web;

import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.live.Wish;
import dev.tocsin.gateway.live.Wish.Feed;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.ServiceRegistry;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What streams can be asked for; every parameter may be repeated, or have commas between its values.
 *
 * <ul>
 *   <li>{@code feed}: {@code metrics}, the default, or {@code board}, which has everything; types of the board mean it, too
 *   <li>{@code service}: names or keys; samples, alerts, cards and incidents of others are left out
 *   <li>{@code types}: types of frames; others are left out but for the picture at the beginning
 *   <li>{@code resume}, {@code last_event_id} or the header {@code Last-Event-ID}: the id of the last frame that was heard
 * </ul>
 */
final class StreamQuery {

    /** @throws InvalidRequestException if a parameter has a value that it cannot have */
    static Wish of(Map<String, List<String>> parameters, String lastEventId, ServiceRegistry registry) {
        Set<String> types = values(parameters, "types");
        Set<String> known = new TreeSet<>(Wish.METRIC_TYPES);
        known.addAll(Wish.BOARD_TYPES);
        requireKnown("types", types, known);
        Set<String> feeds = values(parameters, "feed");
        requireKnown(
                "feed",
                feeds,
                Arrays.stream(Feed.values()).map(StreamQuery::word).collect(Collectors.toCollection(TreeSet::new)));
        boolean board = feeds.contains(word(Feed.BOARD)) || types.stream().anyMatch(Wish.BOARD_TYPES::contains);
        return new Wish(
                board ? Feed.BOARD : Feed.METRICS,
                withNames(values(parameters, "service"), registry),
                types,
                resume(parameters, lastEventId));
    }

    private static String word(Feed feed) {
        return feed.name().toLowerCase(Locale.ROOT);
    }

    /** Samples have the name of a service only. */
    private static Set<String> withNames(Set<String> services, ServiceRegistry registry) {
        Set<String> all = new LinkedHashSet<>(services);
        services.forEach(key -> registry.find(key)
                .map(RegisteredService::definition)
                .map(ServiceDefinition::name)
                .ifPresent(all::add));
        return all;
    }

    private static Optional<String> resume(Map<String, List<String>> parameters, String lastEventId) {
        for (String parameter : List.of("resume", "last_event_id")) {
            List<String> given = parameters.getOrDefault(parameter, List.of());
            if (!given.isEmpty()) {
                return Optional.of(id("query", parameter, given.get(0)));
            }
        }
        return Optional.ofNullable(lastEventId)
                .filter(id -> !id.isBlank())
                .map(id -> id("header", "Last-Event-ID", id));
    }

    private static String id(String where, String name, String id) {
        if (!Wish.isId(id)) {
            throw new InvalidRequestException(new Problem(
                    "value_error",
                    List.of(where, name),
                    name + " should be the id of a frame, two numbers and a -",
                    id));
        }
        return id;
    }

    private static Set<String> values(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void requireKnown(String parameter, Set<String> values, Set<String> known) {
        if (!known.containsAll(values)) {
            throw new InvalidRequestException(new Problem(
                    "enum",
                    List.of("query", parameter),
                    parameter + " should be of " + String.join(", ", known),
                    String.join(",", values)));
        }
    }

    private StreamQuery() {}
}
