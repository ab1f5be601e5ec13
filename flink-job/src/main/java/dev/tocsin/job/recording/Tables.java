package dev.tocsin.job.recording;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.TelemetrySample;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.UUID;

/** The tables that are recorded; the gateway's migrations own their shape. */
final class Tables {

    private record Place(int partition, long offset) {
        static Place of(Recorded<?> recorded) {
            return new Place(recorded.partition(), recorded.offset());
        }
    }

    private record Window(SeriesKey series, Resolution resolution, long start) {
        static Window of(Recorded<AggregateRow> recorded) {
            AggregateRow row = recorded.value();
            return new Window(row.series(), row.resolution(), row.windowStart());
        }
    }

    private record Transition(UUID incident, int sequence) {
        static Transition of(Recorded<AlertTransition> recorded) {
            AlertTransition alert = recorded.value();
            return new Transition(UUID.fromString(alert.incidentId()), alert.sequence());
        }
    }

    private record Message(UUID incident, int sequence, String channel) {
        static Message of(Recorded<Notification> recorded) {
            Notification notification = recorded.value();
            return new Message(
                    UUID.fromString(notification.incidentId()), notification.sequence(), notification.channel());
        }
    }

    static final Table<ProbeResult> CHECKS = new Table<>("""
            INSERT INTO checks (partition, "offset", at, id, service, location, kind, status, latency_ms, status_code,
              apdex_ms, interval_ms, error, cert_expires_at, left_out)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (at, partition, "offset") DO NOTHING""", Place::of, (recorded, row) -> {
        ProbeResult check = recorded.value();
        row.whole(recorded.partition())
                .whole(recorded.offset())
                .time(check.timestamp())
                .text(check.id())
                .text(check.service())
                .text(check.location())
                .text(check.kind())
                .text(check.status().wire())
                .object(check.latencyMs(), Types.DOUBLE)
                .object(check.statusCode(), Types.INTEGER)
                .whole(check.apdexMs())
                .whole(check.intervalMs())
                .text(check.error())
                .time(check.certExpiresAt())
                .whole(recorded.leftOut());
    });

    static final Table<TelemetrySample> TELEMETRY = new Table<>("""
            INSERT INTO telemetry (partition, "offset", at, service, metric_type, value, tags, left_out)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (at, partition, "offset") DO NOTHING""", Place::of, (recorded, row) -> {
        TelemetrySample sample = recorded.value();
        row.whole(recorded.partition())
                .whole(recorded.offset())
                .time(sample.timestamp())
                .text(sample.service())
                .text(sample.metric().wire())
                .object(sample.value(), Types.DOUBLE)
                .json(sample.tags())
                .whole(recorded.leftOut());
    });

    /** A row with fewer observations is older, whoever writes it and whenever. */
    static final Table<AggregateRow> AGGREGATES = new Table<>("""
            INSERT INTO aggregates AS t (kind, entity, source, metric, location, resolution, window_start, observations,
              ok, warn, error, down, unknown, measured, satisfied, tolerating, slow, covered_ms, sum, min, max, sketch)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (resolution, window_start, kind, entity, source, metric, location) DO UPDATE SET
              observations = excluded.observations, ok = excluded.ok, warn = excluded.warn, error = excluded.error,
              down = excluded.down, unknown = excluded.unknown, measured = excluded.measured,
              satisfied = excluded.satisfied, tolerating = excluded.tolerating, slow = excluded.slow,
              covered_ms = excluded.covered_ms, sum = excluded.sum, min = excluded.min, max = excluded.max, sketch = excluded.sketch
            WHERE excluded.observations >= t.observations""", Window::of, (recorded, row) -> {
        AggregateRow aggregate = recorded.value();
        SeriesKey series = aggregate.series();
        row.text(series.kind().wire())
                .text(series.entity())
                .text(series.source().wire())
                .text(series.metric().wire())
                .text(series.location())
                .text(aggregate.resolution().wire())
                .time(aggregate.windowStart())
                .whole(aggregate.observations())
                .whole(aggregate.ok())
                .whole(aggregate.warn())
                .whole(aggregate.error())
                .whole(aggregate.down())
                .whole(aggregate.unknown())
                .whole(aggregate.measured())
                .whole(aggregate.satisfied())
                .whole(aggregate.tolerating())
                .whole(aggregate.slow())
                .whole(aggregate.coveredMs())
                .object(new BigDecimal(aggregate.sum()), Types.NUMERIC)
                .whole(aggregate.min())
                .whole(aggregate.max())
                .bytes(aggregate.sketch());
    });

    static final Table<AlertTransition> ALERTS = new Table<>("""
            INSERT INTO alerts (incident_id, sequence, fingerprint, rule_number, rule, kind, entity, entity_name, severity,
              state, summary, reason, evidence, opened_at, at, definition_version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (incident_id, sequence) DO NOTHING""", Transition::of, (recorded, row) -> {
        AlertTransition alert = recorded.value();
        row.object(UUID.fromString(alert.incidentId()), Types.OTHER)
                .whole(alert.sequence())
                .text(alert.fingerprint())
                .whole(alert.ruleNumber())
                .text(alert.rule())
                .text(alert.entity().kind().wire())
                .text(alert.entity().key())
                .text(alert.entityName())
                .text(alert.severity().wire())
                .text(alert.state().wire())
                .text(alert.summary())
                .text(alert.reason())
                .json(alert.evidence())
                .time(alert.openedAt())
                .time(alert.at())
                .whole(alert.definitionVersion());
    });

    static final Table<Notification> NOTIFICATIONS = new Table<>("""
            INSERT INTO notifications AS t (incident_id, sequence, channel, kind, entity, rule, severity, state, outcome,
              reason, attempts, text, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (incident_id, sequence, channel) DO UPDATE SET
              outcome = excluded.outcome, reason = excluded.reason, attempts = excluded.attempts, text = excluded.text,
              at = excluded.at
            WHERE excluded.at >= t.at""", Message::of, (recorded, row) -> {
        Notification notification = recorded.value();
        row.object(UUID.fromString(notification.incidentId()), Types.OTHER)
                .whole(notification.sequence())
                .text(notification.channel())
                .text(notification.entity().kind().wire())
                .text(notification.entity().key())
                .text(notification.rule())
                .text(notification.severity().wire())
                .text(notification.state().wire())
                .text(notification.outcome().wire())
                .text(notification.reason())
                .whole(notification.attempts())
                .text(notification.text())
                .time(notification.at());
    });

    private Tables() {}
}
