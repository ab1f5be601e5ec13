package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Graded;
import dev.tocsin.health.figures.ServiceLabel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes cards. */
final class ServiceCards {

    /** A location that missed so many checks does not count any more. */
    private static final int MISSED_CHECKS = 3;

    private static final long MIN_FRESH_MS = 30_000;

    /** The window of a card's figures: the shortest that holds at least three checks. */
    private enum Span {
        MINUTE("1m", 60_000),
        FIVE_MINUTES("5m", 300_000),
        HOUR("1h", 3_600_000);

        private final String wire;
        private final long millis;

        Span(String wire, long millis) {
            this.wire = wire;
            this.millis = millis;
        }

        static Span of(ServiceDefinition definition) {
            for (Span span : values()) {
                if (definition.intervalMs() * 3 <= span.millis) {
                    return span;
                }
            }
            return HOUR;
        }
    }

    static ServiceCard card(ServiceDefinition definition, ProbedService probed, int firing, long now) {
        Span span = Span.of(definition);
        long to = Resolution.SLICE.floor(now) + Resolution.SLICE.millis();
        long from = span == Span.MINUTE ? to - span.millis : Resolution.MINUTE.floor(to - span.millis);
        Figures recent = Figures.of(probed.live(from, to), Metric.LATENCY.unit());
        Optional<ProbedService.Day> day = probed.day(now);
        double uptime = day.map(known -> known.figures().uptime()).orElse(Double.NaN);
        List<LastCheck> checks = probed.lastChecks();
        CheckStatus status = status(definition, checks, now);
        ServiceLabel label = label(status, recent, uptime);
        double perMinute = day.map(ProbedService.Day::perMinute).orElse(Double.NaN);
        return new ServiceCard(
                definition.id(),
                definition.key(),
                definition.name(),
                definition.url(),
                status,
                label.text(),
                label.colour(),
                Instant.ofEpochMilli(now),
                new ServiceCard.Window(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), span.wire),
                recent.observations(),
                known(recent.mean()),
                known(recent.p50()),
                known(recent.p95()),
                known(recent.p99()),
                known(recent.apdex()),
                known(recent.errorRate() * 100),
                known(perMinute),
                known(perMinute / 60),
                known(uptime * 100),
                day.map(known -> known(known.coverage() * 100)).orElse(null),
                tiers(recent, uptime),
                checks.stream().map(check -> location(check, definition, now)).toList(),
                firing,
                definition.dependsOn());
    }

    /** What the locations agree on that still look; null if none does. */
    static CheckStatus status(ServiceDefinition definition, List<LastCheck> checks, long now) {
        List<CheckStatus> votes = checks.stream()
                .filter(check -> fresh(check, definition, now))
                .map(LastCheck::status)
                .toList();
        return Quorum.status(votes, definition.quorum());
    }

    static ServiceLabel label(CheckStatus status, Figures recent, double uptime) {
        boolean nothingSeen = recent.observations() == 0 && (status == null || status == CheckStatus.UNKNOWN);
        return nothingSeen ? ServiceLabel.NO_DATA : ServiceLabel.of(status, recent, uptime);
    }

    private static Map<String, String> tiers(Figures recent, double uptime) {
        Map<String, String> tiers = new LinkedHashMap<>();
        for (Graded graded : Graded.values()) {
            double value = graded == Graded.UPTIME ? uptime * 100 : graded.of(recent);
            String name = graded == Graded.AVERAGE ? "avg" : graded.name().toLowerCase(Locale.ROOT);
            tiers.put(
                    name, Double.isNaN(value) ? null : graded.tier(value).name().toLowerCase(Locale.ROOT));
        }
        return tiers;
    }

    private static ServiceCard.Location location(LastCheck check, ServiceDefinition definition, long now) {
        return new ServiceCard.Location(
                check.location(),
                fresh(check, definition, now) ? check.status() : CheckStatus.UNKNOWN,
                check.latencyMs(),
                Instant.ofEpochMilli(check.at()),
                check.error());
    }

    private static boolean fresh(LastCheck check, ServiceDefinition definition, long now) {
        long kept = Math.max(MIN_FRESH_MS, MISSED_CHECKS * definition.intervalMs() + definition.timeoutMs());
        return now - check.at() <= kept;
    }

    private ServiceCards() {}
}
