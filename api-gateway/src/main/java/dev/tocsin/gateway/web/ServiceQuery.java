package dev.tocsin.gateway.web;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.gateway.store.RegisteredService;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code GET /services} is asked for: it filters, then sorts, then pages. Without parameters it asks for everything, by
 * id.
 *
 * <ul>
 *   <li>{@code name} and {@code group}: exactly that, whatever the case; an empty group is none
 *   <li>{@code q}: part of name, key, address or group; {@code url}: part of the address
 *   <li>{@code status}: ok, warn, error, down, unknown or no_data, as the newest checks have it; {@code origin}: api or file
 *   <li>{@code sort}: fields, each with {@code -} in front for the other direction; what is equal in them is sorted by id
 *   <li>{@code limit}, at most 1,000, and {@code offset}
 * </ul>
 *
 * Several values of {@code group}, {@code status} or {@code origin}, repeated or with commas between them, mean any of them.
 */
record ServiceQuery(Predicate<RegisteredService> filter, Comparator<RegisteredService> order, long limit, long offset) {

    private static final String NO_DATA = "no_data";
    private static final long ALL = Long.MAX_VALUE;
    private static final Set<String> STATUSES = Stream.concat(
                    Arrays.stream(CheckStatus.values()).map(CheckStatus::wire), Stream.of(NO_DATA))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> ORIGINS = Arrays.stream(RegisteredService.Origin.values())
            .map(RegisteredService.Origin::column)
            .collect(Collectors.toUnmodifiableSet());
    private static final Map<String, Comparator<RegisteredService>> ORDERS = orders();

    /**
     * Reads the parameters.
     *
     * @param status of a service right now; null if nothing is known
     * @throws InvalidRequestException if one has a value that it cannot have
     */
    static ServiceQuery of(Context context, Function<RegisteredService, CheckStatus> status) {
        Predicate<RegisteredService> filter = service -> true;
        String name = context.queryParam("name");
        if (name != null) {
            filter = filter.and(service -> service.name().equalsIgnoreCase(name.strip()));
        }
        String part = folded(context.queryParam("q"));
        filter = filter.and(service -> Stream.of(
                        service.name(), service.key(), service.definition().url(), service.group())
                .anyMatch(text -> folded(text).contains(part)));
        String address = folded(context.queryParam("url"));
        filter = filter.and(service -> folded(service.definition().url()).contains(address));
        // Names of groups may have commas.
        Set<String> groups =
                context.queryParams("group").stream().map(ServiceQuery::folded).collect(Collectors.toSet());
        filter = filter.and(service -> groups.isEmpty() || groups.contains(folded(service.group())));
        Set<String> origins = words(context, "origin", ORIGINS);
        filter = filter.and(service ->
                origins.isEmpty() || origins.contains(service.origin().column()));
        Set<String> statuses = words(context, "status", STATUSES);
        if (!statuses.isEmpty()) {
            filter = filter.and(service -> statuses.contains(word(status.apply(service))));
        }
        long limit = context.queryParam("limit") == null
                ? ALL
                : Parameters.limit(context, Parameters.MAX_LIMIT, Parameters.MAX_LIMIT);
        return new ServiceQuery(filter, order(context, status), limit, Parameters.whole(context, "offset", 0, 0));
    }

    /** One page of all that fit. */
    record Page(List<RegisteredService> services, int total) {}

    Page page(List<RegisteredService> all) {
        List<RegisteredService> found =
                all.stream().filter(filter).sorted(order).toList();
        return new Page(found.stream().skip(offset).limit(limit).toList(), found.size());
    }

    /** The neighbouring pages as RFC 8288 has them; empty if there is just this one. */
    String links(Context context, int total) {
        List<String> links = new ArrayList<>();
        if (limit != ALL && limit > 0) {
            if (offset < total - limit) {
                links.add(link(context, offset + limit, "next"));
            }
            if (offset > 0) {
                long last = Math.max(0, (total - 1L) / limit * limit);
                links.add(link(context, Math.max(0, Math.min(offset - limit, last)), "prev"));
            }
        }
        return String.join(", ", links);
    }

    private static String link(Context context, long offset, String relation) {
        Map<String, List<String>> parameters = new LinkedHashMap<>(context.queryParamMap());
        parameters.put("offset", List.of(String.valueOf(offset)));
        String query = parameters.entrySet().stream()
                .flatMap(
                        entry -> entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        return "<" + context.path() + "?" + query + ">; rel=\"" + relation + "\"";
    }

    private static Comparator<RegisteredService> order(
            Context context, Function<RegisteredService, CheckStatus> status) {
        String asked = context.queryParam("sort");
        Comparator<RegisteredService> order = Comparator.comparingInt(service -> 0);
        for (String field : asked == null ? new String[0] : asked.split(",", -1)) {
            boolean descending = field.startsWith("-");
            String word = field.substring(descending ? 1 : 0);
            Comparator<RegisteredService> next = word.equals("status") ? byStatus(status) : ORDERS.get(word);
            if (next == null) {
                throw refused(
                        "sort", "status, " + String.join(", ", ORDERS.keySet()) + ", each perhaps after a -", asked);
            }
            order = order.thenComparing(descending ? next.reversed() : next);
        }
        return order.thenComparing(RegisteredService::id);
    }

    /** The better first, then what nothing is known of. A status is asked for once, since it may change meanwhile. */
    private static Comparator<RegisteredService> byStatus(Function<RegisteredService, CheckStatus> status) {
        Map<Long, Integer> ranks = new HashMap<>();
        return Comparator.comparing(service -> ranks.computeIfAbsent(service.id(), id -> {
            CheckStatus now = status.apply(service);
            return now == null ? CheckStatus.values().length : now.ordinal();
        }));
    }

    private static Map<String, Comparator<RegisteredService>> orders() {
        Map<String, Comparator<RegisteredService>> orders = new LinkedHashMap<>();
        orders.put("id", Comparator.comparing(RegisteredService::id));
        orders.put("name", Comparator.comparing(RegisteredService::name, String.CASE_INSENSITIVE_ORDER));
        orders.put("key", Comparator.comparing(RegisteredService::key));
        orders.put("url", Comparator.comparing(service -> service.definition().url()));
        orders.put("group", Comparator.comparing(RegisteredService::group, String.CASE_INSENSITIVE_ORDER));
        orders.put("origin", Comparator.comparing(RegisteredService::origin));
        orders.put("interval_seconds", Comparator.comparing(service -> service.definition()
                .intervalMs()));
        orders.put("timeout_seconds", Comparator.comparing(service -> service.definition()
                .timeoutMs()));
        orders.put(
                "version", Comparator.comparing(service -> service.definition().version()));
        orders.put("created_at", Comparator.comparing(RegisteredService::createdAt));
        orders.put("updated_at", Comparator.comparing(RegisteredService::updatedAt));
        return orders;
    }

    private static Set<String> words(Context context, String parameter, Set<String> known) {
        Set<String> words = context.queryParams(parameter).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .collect(Collectors.toSet());
        if (!known.containsAll(words)) {
            throw refused(parameter, known.stream().sorted().collect(Collectors.joining(", ")), words.toString());
        }
        return words;
    }

    static String word(CheckStatus status) {
        return status == null ? NO_DATA : status.wire();
    }

    private static InvalidRequestException refused(String parameter, String choices, String asked) {
        return new InvalidRequestException(
                new Problem("enum", List.of("query", parameter), "Input should be of " + choices, asked));
    }

    private static String folded(String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
