package dev.tocsin.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;

/** The example documents that are kept with the tests: one or two for each record that crosses a wire. */
enum Golden {
    PROBE_RESULT("probe-result", "probe-result", ProbeResult.class),
    PROBE_RESULT_DOWN("probe-result-down", "probe-result", ProbeResult.class),
    HEALTH_CHECK_EVENT("health-check-event", "health-check-event", HealthCheckEvent.class),
    TELEMETRY_SAMPLE("telemetry-sample", "telemetry-sample", TelemetrySample.class),
    HOST_SAMPLE("host-sample", "host-sample", HostSample.class),
    SERVICE_DEFINITION("service-definition", "service-definition", ServiceDefinition.class),
    AGGREGATE_ROW("aggregate-row", "aggregate-row", AggregateRow.class),
    ALERT_TRANSITION("alert-transition", "alert-transition", AlertTransition.class),
    NOTIFICATION("notification", "notification", Notification.class),
    QUARANTINED_RECORD("quarantined-record", "quarantined-record", QuarantinedRecord.class);

    private final String file;
    private final String schema;
    private final Class<? extends Record> type;

    Golden(String file, String schema, Class<? extends Record> type) {
        this.file = file;
        this.schema = schema;
        this.type = type;
    }

    static Stream<Golden> all() {
        return Arrays.stream(values());
    }

    Class<? extends Record> type() {
        return type;
    }

    String schemaName() {
        return schema;
    }

    byte[] document() {
        return resource("/golden/" + file + ".json");
    }

    byte[] schema() {
        return resource("/schemas/" + schema + ".json");
    }

    Object decoded() {
        return Json.decode(document(), type);
    }

    private static byte[] resource(String path) {
        try (InputStream in = Golden.class.getResourceAsStream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
