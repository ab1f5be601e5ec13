package dev.tocsin.gateway.board;

import static dev.tocsin.gateway.board.ApiJson.known;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.figures.Figures;
import dev.tocsin.health.figures.HealthScore;
import dev.tocsin.health.figures.HealthState;
import dev.tocsin.health.figures.HealthVerdict;
import dev.tocsin.health.figures.Silence;
import dev.tocsin.health.figures.SlidingView;
import dev.tocsin.health.slo.Objective;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * All that is known of a service's health, as {@code GET /services/{id}/health} answers it: its state with the reasons, the
 * score with its parts, the sliding views of all locations and of each, and what it promised. Null is unknown, never 0.
 *
 * @param state green, yellow, red, silent or no_data
 * @param reasons full sentences
 * @param judgedBy the view that state, grades and score look through; uptime is always that of 24 h
 * @param score 0..100
 * @param uptimePercent24h share of good checks among the known, as HealthTrack's clients expect it; the views' uptime is told
 *     of the time that should have been observed
 * @param apdexMs T
 * @param views by window
 */
public record ServiceHealth(
        long id,
        String key,
        String name,
        Instant at,
        String state,
        List<String> reasons,
        String judgedBy,
        List<Grade> grades,
        Quiet silence,
        Double score,
        List<Part> scoreParts,
        @JsonProperty("uptime_percent_24h") Double uptimePercent24h,
        long apdexMs,
        Map<String, ServiceView> views,
        SloAnswer slo) {

    /**
     * A figure with its colour.
     *
     * @param tier green, yellow or red
     */
    public record Grade(String figure, double value, String unit, String tier, String reason) {}

    /** How long nothing has come, and how long nothing may come. */
    public record Quiet(boolean silent, double quietSeconds, double limitSeconds) {}

    /** A part of the score; points are at most the weight. */
    public record Part(String part, int weight, Double points, String reason) {}

    /** How a service is, before it is written down. */
    record Assessment(SlidingView by, Figures figures, double uptime, Silence silence, HealthVerdict verdict) {

        static Assessment of(ServiceDefinition definition, ProbedService probed, SlidingView by, long now) {
            long to = ServiceView.end(now);
            Figures figures = Figures.of(probed.live(by.from(to), to), Metric.LATENCY.unit());
            double uptime = probed.day(now).map(day -> day.figures().uptime()).orElse(Double.NaN);
            Silence silence = Silence.of(
                    probed.newestAt(), definition.effectiveAt(), definition.intervalMs(), definition.timeoutMs(), now);
            return new Assessment(by, figures, uptime, silence, HealthVerdict.of(figures, uptime, silence));
        }
    }

    static ServiceHealth of(
            ServiceDefinition definition,
            ProbedService probed,
            Collection<SlidingView> asked,
            Optional<String> location,
            Optional<NavigableMap<Long, EventCounts>> stored,
            long now) {
        long to = ServiceView.end(now);
        SlidingView by = asked.size() == 1 ? asked.iterator().next() : SlidingView.fitting(definition.intervalMs());
        Map<String, ServiceView> views = new LinkedHashMap<>();
        for (SlidingView view : asked) {
            views.put(view.wire(), ServiceView.of(view, probed.seen(view.from(to), to), location, now));
        }
        SloAnswer slo =
                SloAnswer.of(new Objective(definition.objective()), from -> probed.counts(from, to), stored, now);
        return of(definition, Assessment.of(definition, probed, by, now), views, slo, now);
    }

    private static ServiceHealth of(
            ServiceDefinition definition,
            Assessment assessment,
            Map<String, ServiceView> views,
            SloAnswer slo,
            long now) {
        Silence silence = assessment.silence();
        HealthScore score =
                HealthScore.of(assessment.figures(), assessment.uptime(), slo.budgetLeft(), silence.silent());
        return new ServiceHealth(
                definition.id(),
                definition.key(),
                definition.name(),
                Instant.ofEpochMilli(now),
                wire(assessment.verdict().state()),
                assessment.verdict().reasons(),
                assessment.by().wire(),
                assessment.verdict().grades().stream()
                        .map(grade -> new Grade(
                                grade.graded().label(),
                                grade.value(),
                                grade.graded().unit(),
                                grade.tier().name().toLowerCase(Locale.ROOT),
                                grade.sentence()))
                        .toList(),
                new Quiet(silence.silent(), silence.quietMs() / 1_000.0, silence.limitMs() / 1_000.0),
                known(score.value()),
                score.parts().stream()
                        .map(part -> new Part(
                                part.aspect().wire(), part.aspect().weight(), known(part.points()), part.reason()))
                        .toList(),
                known(assessment.uptime() * 100),
                definition.apdexMs(),
                views,
                slo);
    }

    static String wire(HealthState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
