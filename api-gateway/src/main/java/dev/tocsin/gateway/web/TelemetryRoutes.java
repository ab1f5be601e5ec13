package dev.tocsin.gateway.web;

import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.board.TelemetryAlert;
import dev.tocsin.gateway.kafka.SampleRecord;
import dev.tocsin.gateway.kafka.SampleSender;
import dev.tocsin.gateway.kafka.SampleSender.Outcome;
import dev.tocsin.health.admission.Admission;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pushed samples, the Telemetry Dashboard's API: one with {@code POST /metrics/ingest}, many with
 * {@code POST /metrics/ingest/bulk}, all of them or none. An answer of 200 means that Kafka has them.
 */
final class TelemetryRoutes {

    private static final String UNCOUNTED =
            "No figure counts a sample that is more than 2 h old or more than 2 min ahead; it"
                    + " is kept in the topic " + Topics.QUARANTINE + ", with the reason";

    private final StatusBoard board;
    private final SampleSender sender;
    private final Clock clock;

    TelemetryRoutes(StatusBoard board, SampleSender sender, Clock clock) {
        this.board = board;
        this.sender = sender;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.post("/metrics/ingest", this::ingest);
        routes.post("/metrics/ingest/bulk", this::ingestAll);
        routes.get("/metrics/services", this::services);
    }

    private void ingest(Context context) {
        RequestBody body = RequestBody.parse(context.bodyAsBytes());
        SampleRecord record = SampleBody.read(body, board::isRegistered);
        body.requireValid();
        if (!isStored(context, List.of(record))) {
            return;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "success");
        board.foresee(record.sample()).ifPresent(alert -> answer.put("alert", alert));
        if (!isCounted(record.sample())) {
            answer.put("warning", UNCOUNTED);
        }
        Answers.json(context, answer);
    }

    private void ingestAll(Context context) {
        List<RequestBody> bodies = RequestBody.parseList(context.bodyAsBytes(), "samples");
        List<SampleRecord> records = bodies.stream()
                .map(body -> SampleBody.read(body, board::isRegistered))
                .toList();
        RequestBody.requireValid(bodies);
        if (!isStored(context, records)) {
            return;
        }
        Map<String, TelemetryAlert> alerts = new LinkedHashMap<>();
        for (SampleRecord record : records) {
            board.foresee(record.sample()).ifPresent(alert -> alerts.put(alert.id(), alert));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "success");
        answer.put("stored", records.size());
        answer.put("alerts", alerts.values());
        if (!records.stream().allMatch(record -> isCounted(record.sample()))) {
            answer.put("warning", UNCOUNTED);
        }
        Answers.json(context, answer);
    }

    private boolean isStored(Context context, List<SampleRecord> records) {
        if (sender.send(records) == Outcome.STORED) {
            return true;
        }
        context.header("Retry-After", "5");
        Answers.failed(
                context,
                HttpStatus.SERVICE_UNAVAILABLE,
                "Kafka did not confirm " + (records.size() == 1 ? "the sample" : "the samples")
                        + "; send again in a few seconds");
        return false;
    }

    /** Whether the job will admit it, which the broker's clock decides a moment later. */
    private boolean isCounted(TelemetrySample sample) {
        return Admission.isWithinBounds(sample.timestamp(), clock.millis());
    }

    private void services(Context context) {
        Answers.json(context, Map.of("services", board.metricSources()));
    }
}
