package dev.tocsin.gateway.web;

import dev.tocsin.events.Limits;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.board.TelemetryAlert;
import dev.tocsin.gateway.kafka.SampleSender;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pushed samples: the Telemetry Dashboard's API. */
final class TelemetryRoutes {

    private static final Map<String, Metric> PUSHED = pushed();

    private final StatusBoard board;
    private final SampleSender sender;

    TelemetryRoutes(StatusBoard board, SampleSender sender) {
        this.board = board;
        this.sender = sender;
    }

    void register(RoutesConfig routes) {
        routes.post("/metrics/ingest", this::ingest);
        routes.get("/metrics/services", this::services);
    }

    private void ingest(Context context) {
        TelemetrySample read = sample(context.bodyAsBytes());
        TelemetrySample sample = read.withRegistered(board.isRegistered(read.service()));
        switch (sender.send(sample)) {
            case STORED -> {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("status", "success");
                Optional<TelemetryAlert> alert = board.foresee(sample);
                alert.ifPresent(crossed -> answer.put("alert", crossed));
                Answers.json(context, answer);
            }
            case UNCONFIRMED -> {
                context.header("Retry-After", "5");
                Answers.failed(
                        context,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Kafka did not confirm the sample; send it again in a few seconds");
            }
        }
    }

    static TelemetrySample sample(byte[] document) {
        RequestBody body = RequestBody.parse(document);
        Long timestamp = body.requiredTime("timestamp");
        String service = body.requiredName("service", Limits.MAX_NAME);
        Metric metric = body.requiredChoice("metric_type", PUSHED);
        Double value = body.requiredNumber("value");
        Map<String, Object> tags = body.object("tags");
        if (metric != null && value != null) {
            try {
                metric.unit().toScaled(value);
            } catch (MalformedRecordException e) {
                body.wrong("value_error", "value", "Input " + e.getMessage().replaceFirst("^value ", ""));
            }
        }
        body.requireValid();
        TelemetrySample sample = new TelemetrySample(timestamp, service, metric, value, tags);
        requireReadable(sample);
        return sample;
    }

    /** What the job would refuse is refused here, where its sender hears of it. */
    private static void requireReadable(TelemetrySample sample) {
        try {
            ObservationReader.telemetry(SampleSender.encode(sample));
        } catch (MalformedRecordException e) {
            throw new InvalidRequestException(new Problem("value_error", List.of("body"), e.getMessage(), null));
        }
    }

    private void services(Context context) {
        Answers.json(context, Map.of("services", board.metricSources()));
    }

    private static Map<String, Metric> pushed() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (Metric metric : List.of(Metric.LATENCY, Metric.ERROR_RATE, Metric.THROUGHPUT, Metric.CPU, Metric.MEMORY)) {
            metrics.put(metric.wire(), metric);
        }
        return metrics;
    }
}
