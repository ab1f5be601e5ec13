package dev.tocsin.benchmarks.contender;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ProbeScanner;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Unit;

/** Decodes as our job does: with the scanner, and with the slower reader whatever that leaves alone. Not thread-safe. */
final class CheckReader {

    private static final Unit UNIT = Metric.LATENCY.unit();

    private final ProbeScanner<SeriesKey> scanner = new ProbeScanner<>(SeriesKey::probe);

    /** What a record says; a tick, if it says nothing. */
    Check read(byte[] document, long kafkaTimestamp) {
        if (document.length == 0) {
            return tick(kafkaTimestamp);
        }
        if (scanner.scan(document)) {
            return check(
                    scanner.series().entity(),
                    scanner.series().location(),
                    scanner.timestamp(),
                    scanner.status(),
                    scanner.latencyMs(),
                    scanner.apdexMs());
        }
        ProbeResult result = ObservationReader.probeResult(document);
        return check(
                result.service(),
                result.location(),
                result.timestamp(),
                result.status(),
                result.latencyMs() == null ? Double.NaN : result.latencyMs(),
                result.apdexMs());
    }

    private static Check tick(long time) {
        Check check = new Check();
        check.timestamp = time;
        check.latencyMicros = Check.NO_VALUE;
        return check;
    }

    private static Check check(
            String service, String location, long timestamp, CheckStatus status, double latencyMs, long apdexMs) {
        Check check = new Check();
        check.service = service;
        check.location = location;
        check.timestamp = timestamp;
        check.failed = status.failed();
        check.latencyMicros = Double.isNaN(latencyMs) ? Check.NO_VALUE : UNIT.toScaled(latencyMs);
        check.satisfied =
                !check.failed && check.latencyMicros != Check.NO_VALUE && check.latencyMicros <= apdexMs * UNIT.scale();
        return check;
    }
}
