package dev.tocsin.gateway;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.HealthCheckEvent;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.board.StatusBoard.HourFigures;
import dev.tocsin.gateway.kafka.CheckEvents;
import dev.tocsin.gateway.store.RegisteredService;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * HealthTrack's event of a check of a registered service. Apdex and error rate are those of the service's last hour as the
 * board knows them by then; of a service whose first check this is, they are the check's own. For one thread.
 */
final class CheckDescriber implements CheckEvents.Describer {

    /** Looking an hour up for each of many checks a second would tell nothing new. */
    private static final long FIGURES_KEPT_MS = 1_000;

    private final Function<String, Optional<RegisteredService>> services;
    private final StatusBoard board;
    private final Clock clock;
    private final Map<String, Known> hours = new HashMap<>();

    private record Known(HourFigures figures, long at) {}

    CheckDescriber(Function<String, Optional<RegisteredService>> services, StatusBoard board, Clock clock) {
        this.services = services;
        this.board = board;
        this.clock = clock;
    }

    @Override
    public Optional<HealthCheckEvent> describe(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null || record.value().length == 0) {
            return Optional.empty();
        }
        // Before the record is read: most of a large fleet may be nobody's service.
        Optional<RegisteredService> service = services.apply(new String(record.key(), StandardCharsets.UTF_8));
        if (service.isEmpty()) {
            return Optional.empty();
        }
        try {
            ProbeResult result = ObservationReader.probeResult(record.value());
            return result.status() == CheckStatus.UNKNOWN
                            || !result.service().equals(service.get().key())
                    ? Optional.empty()
                    : Optional.of(event(service.get(), result, record));
        } catch (MalformedRecordException e) {
            // The job quarantines it, with the reason.
            return Optional.empty();
        }
    }

    private HealthCheckEvent event(
            RegisteredService service, ProbeResult result, ConsumerRecord<byte[], byte[]> record) {
        HourFigures hour = lastHour(service.key());
        boolean first = hour.figures().observations() == 0;
        return new HealthCheckEvent(
                service.id(),
                service.name(),
                result.status(),
                result.latencyMs(),
                first ? Double.valueOf(apdex(result)) : known(hour.figures().apdex()),
                first
                        ? Double.valueOf(result.status().failed() ? 100 : 0)
                        : known(hour.figures().errorRate() * 100),
                Instant.ofEpochMilli(result.timestamp()).toString(),
                HealthCheckEvent.checkId(record.partition(), record.offset()),
                result.location());
    }

    private HourFigures lastHour(String key) {
        long now = clock.millis();
        if (hours.size() > 10_000) {
            hours.values().removeIf(known -> now - known.at() > FIGURES_KEPT_MS);
        }
        return hours.compute(
                        key,
                        (same, known) -> known == null || now - known.at() > FIGURES_KEPT_MS
                                ? new Known(board.lastHour(key), now)
                                : known)
                .figures();
    }

    /** Of this check alone: satisfied, tolerating or frustrated. */
    private static double apdex(ProbeResult result) {
        if (result.status().failed()) {
            return 0;
        }
        if (result.latencyMs() <= result.apdexMs()) {
            return 1;
        }
        return result.latencyMs() <= 4.0 * result.apdexMs() ? 0.5 : 0;
    }

    private static Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
