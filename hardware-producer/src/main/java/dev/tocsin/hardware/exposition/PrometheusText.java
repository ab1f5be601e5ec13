package dev.tocsin.hardware.exposition;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Series as text: Prometheus 0.0.4, or OpenMetrics for those who ask for it. Thread-safe. */
public record PrometheusText(String contentType, byte[] body) {

    private static final ExpositionFormatWriter PROMETHEUS = PrometheusTextFormatWriter.create();
    private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();

    /** @param accept the request's {@code Accept} header, may be null */
    public static PrometheusText of(MetricSnapshots series, String accept) {
        ExpositionFormatWriter writer = OPEN_METRICS.accepts(accept) ? OPEN_METRICS : PROMETHEUS;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, series);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return new PrometheusText(writer.getContentType(), body.toByteArray());
    }
}
