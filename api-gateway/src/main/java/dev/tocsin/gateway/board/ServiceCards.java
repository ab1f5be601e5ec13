package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.board.ServiceHealth.Assessment;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.Graded;
import dev.tocsin.health.figures.ServiceLabel;
import dev.tocsin.health.figures.SlidingView;
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

    static ServiceCard card(ServiceDefinition definition, ProbedService probed, int firing, long now) {
        Assessment assessment = Assessment.of(definition, probed, SlidingView.fitting(definition.intervalMs()), now);
        SlidingView view = assessment.by();
        Figures recent = assessment.figures();
        double uptime = assessment.uptime();
        long to = ServiceView.end(now);
        Optional<ProbedService.Day> day = probed.day(now);
        List<LastCheck> checks = probed.lastChecks();
        CheckStatus status = status(definition, checks, now);
        // Of what was never heard, clients expect the word for that.
        boolean fellSilent =
                assessment.silence().silent() && assessment.silence().everHeard();
        ServiceLabel label = fellSilent ? ServiceLabel.SILENT : label(status, recent, uptime);
        double perMinute = day.map(ProbedService.Day::perMinute).orElse(Double.NaN);
        return new ServiceCard(
                definition.id(),
                definition.key(),
                definition.name(),
                definition.url(),
                status,
                label.text(),
                label.colour(),
                ServiceHealth.wire(assessment.verdict().state()),
                assessment.verdict().reasons(),
                Instant.ofEpochMilli(now),
                new ServiceCard.Window(Instant.ofEpochMilli(view.from(to)), Instant.ofEpochMilli(to), view.wire()),
                recent.observations(),
                known(recent.mean()),
                known(recent.p50()),
                known(recent.p90()),
                known(recent.p95()),
                known(recent.p99()),
                known(recent.p999()),
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
