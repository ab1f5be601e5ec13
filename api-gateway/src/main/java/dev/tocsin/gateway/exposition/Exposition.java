package dev.tocsin.gateway.exposition;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;

/** The registry behind {@code GET /metrics}, and what it writes. One per gateway, so that two can live in one JVM. Thread-safe. */
public final class Exposition {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter quarantined;

    public Exposition() {
        JvmMetrics.builder().register(registry);
        quarantined = Counter.builder()
                .name("tocsin_quarantined_total")
                .help("Records that the jobs refused since the gateway started, by reason.")
                .labelNames("reason")
                .register(registry);
    }

    public PrometheusRegistry registry() {
        return registry;
    }

    /** Adds metrics that are made anew for each scrape. */
    public void register(MultiCollector collector) {
        registry.register(collector);
    }

    public void quarantined(String reason) {
        quarantined.labelValues(reason).inc();
    }

    /** A counter whose value is read when somebody scrapes. */
    public void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** A gauge whose value is read when somebody scrapes. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Everything there is. */
    public byte[] write(Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        try {
            format.writer().write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }
}
