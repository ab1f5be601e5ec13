package dev.tocsin.allinone.flink;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.Properties;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.util.NetUtils;

/**
 * Flink's own Prometheus reporter, on loopback. The one that Flink ships listens on every address of the machine and cannot
 * be told otherwise; all else is its superclass's.
 */
public final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {

    private final HTTPServer server;

    private LoopbackPrometheusReporter(String ports) {
        this.server = listen(ports, registry());
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }

    private static HTTPServer listen(String ports, CollectorRegistry registry) {
        for (Iterator<Integer> candidates = NetUtils.getPortRangeFromString(ports); candidates.hasNext(); ) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), candidates.next());
            try {
                return new HTTPServer(address, registry, true);
            } catch (IOException e) {
                // Taken: the next of the range.
            }
        }
        throw new IllegalStateException("Every port of " + ports + " is taken; Flink's metrics need one.");
    }

    /** The superclass keeps what it collects to its own package. */
    private CollectorRegistry registry() {
        try {
            Field registry = AbstractPrometheusReporter.class.getDeclaredField("registry");
            registry.setAccessible(true);
            return (CollectorRegistry) registry.get(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Flink keeps its Prometheus registry somewhere else", e);
        }
    }

    /** What Flink finds under {@code META-INF/services}. */
    public static final class Factory implements MetricReporterFactory {

        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new LoopbackPrometheusReporter(properties.getProperty("port"));
        }
    }
}
