package dev.tocsin.gateway.web;

import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.board.ServiceCard;
import dev.tocsin.gateway.store.RegisteredService;
import java.util.Collection;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The registered services in numbers, from memory.
 *
 * @param byStatus what the newest checks say; no_data where nothing is known
 * @param byGroup the empty name is that of services without a group
 * @param firing services with an open incident
 * @param plannedChecksPerSecond from one location, if every check is made when it is due
 * @param observedChecksPerSecond from all locations, over the last hour or as long as a service is known
 */
record ServiceStatistics(
        int total,
        Map<String, Long> byStatus,
        Map<String, Long> byLabel,
        Map<String, Long> byState,
        Map<String, Long> byGroup,
        Map<String, Long> byOrigin,
        long firing,
        Interval intervalSeconds,
        double plannedChecksPerSecond,
        double observedChecksPerSecond) {

    /** Null without services. */
    record Interval(Double mean, Double min, Double max) {}

    static ServiceStatistics of(List<RegisteredService> services, Collection<ServiceCard> cards) {
        LongSummaryStatistics intervals = services.stream()
                .map(RegisteredService::definition)
                .mapToLong(ServiceDefinition::intervalMs)
                .summaryStatistics();
        boolean some = !services.isEmpty();
        return new ServiceStatistics(
                services.size(),
                count(cards, card -> ServiceQuery.word(card.status())),
                count(cards, ServiceCard::label),
                count(cards, ServiceCard::state),
                count(services, RegisteredService::group),
                count(services, service -> service.origin().column()),
                cards.stream().filter(card -> card.firing() > 0).count(),
                new Interval(
                        some ? intervals.getAverage() / 1_000 : null,
                        some ? intervals.getMin() / 1_000.0 : null,
                        some ? intervals.getMax() / 1_000.0 : null),
                services.stream()
                        .mapToDouble(service -> 1_000.0 / service.definition().intervalMs())
                        .sum(),
                cards.stream()
                        .mapToDouble(card -> card.throughputRps() == null ? 0 : card.throughputRps())
                        .sum());
    }

    private static <T> Map<String, Long> count(Collection<T> all, Function<T, String> kind) {
        return all.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
    }
}
