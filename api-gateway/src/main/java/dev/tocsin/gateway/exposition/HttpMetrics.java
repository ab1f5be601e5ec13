package dev.tocsin.gateway.exposition;

import dev.tocsin.gateway.self.RequestWindows;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/**
 * The families of the gateway's own requests. {@code endpoint} is the route's template, one value for all that matched
 * none, so that no client can make series. Thread-safe.
 */
public final class HttpMetrics {

    private static final double[] SECONDS = {0.001, 0.01, 0.1, 0.5, 1, 2.5, 5, 10, 25, 50, 100};
    private static final double[] BYTES = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};
    private static final double SLOW_SECONDS = 1;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);
    /** Bounds 2^(k/32), a relative error of 1.09 % at most, as the figures of services have. */
    static final int NATIVE_SCHEMA = 5;

    static final int NATIVE_BUCKETS = 160;

    private final RequestWindows windows;
    private final Counter requests;
    private final Histogram duration;
    private final Histogram requestSize;
    private final Histogram responseSize;
    private final Gauge active;
    private final Counter errors;
    private final Counter byStatus;
    private final Counter slow;
    private final Counter rateLimitHits;

    /**
     * One answered request.
     *
     * @param endpoint the route's template
     * @param handler what answered it
     * @param requestBytes −1 if unknown
     * @param responseBytes −1 if unknown
     * @param failure the name of the exception that nobody expected, null if there was none
     */
    public record Exchange(
            String method,
            String endpoint,
            String handler,
            int status,
            double seconds,
            long requestBytes,
            long responseBytes,
            String failure) {}

    public HttpMetrics(PrometheusRegistry registry, RequestWindows windows) {
        this.windows = windows;
        requests = counter("http_requests_total", "Requests.", "method", "endpoint", "handler", "status_code")
                .register(registry);
        duration = Histogram.builder()
                .name("http_request_duration_seconds")
                .help("Time to answer.")
                .labelNames("method", "endpoint")
                .classicUpperBounds(SECONDS)
                .nativeInitialSchema(NATIVE_SCHEMA)
                .nativeMaxNumberOfBuckets(NATIVE_BUCKETS)
                .register(registry);
        requestSize = histogram("http_request_size_bytes", "Size of request bodies.", BYTES, "method", "endpoint")
                .register(registry);
        responseSize = histogram(
                        "http_response_size_bytes", "Size of answers.", BYTES, "method", "endpoint", "status_code")
                .register(registry);
        active = Gauge.builder()
                .name("http_requests_active")
                .help("Requests in flight.")
                .register(registry);
        errors = counter(
                        "http_request_errors_total",
                        "Requests answered with a status of 400 or more.",
                        "method",
                        "endpoint",
                        "error_type",
                        "status_code")
                .register(registry);
        byStatus = counter("http_requests_by_status_total", "Requests by class.", "status_class", "method")
                .register(registry);
        slow = counter("http_slow_requests_total", "Requests that took more than 1 s.", "method", "endpoint")
                .register(registry);
        rateLimitHits = counter(
                        "http_rate_limit_hits_total", "Requests refused because a client asked too much.", "endpoint")
                .register(registry);
        GaugeWithCallback.builder()
                .name("http_request_rate_per_second")
                .help("Requests of the last 60 s, divided by 60.")
                .callback(callback ->
                        callback.call(windows.last(RATE_WINDOW).requests() / (double) RATE_WINDOW.toSeconds()))
                .register(registry);
    }

    public void begin() {
        active.inc();
    }

    public void end() {
        active.dec();
    }

    /** Requests in flight. */
    public double inFlight() {
        return active.get();
    }

    public void count(Exchange exchange) {
        String code = String.valueOf(exchange.status());
        requests.labelValues(exchange.method(), exchange.endpoint(), exchange.handler(), code)
                .inc();
        duration.labelValues(exchange.method(), exchange.endpoint()).observe(exchange.seconds());
        if (exchange.requestBytes() >= 0) {
            requestSize.labelValues(exchange.method(), exchange.endpoint()).observe(exchange.requestBytes());
        }
        if (exchange.responseBytes() >= 0) {
            responseSize
                    .labelValues(exchange.method(), exchange.endpoint(), code)
                    .observe(exchange.responseBytes());
        }
        byStatus.labelValues(statusClass(exchange.status()), exchange.method()).inc();
        if (exchange.status() >= 400) {
            String type = exchange.failure() != null ? exchange.failure() : errorType(exchange.status());
            errors.labelValues(exchange.method(), exchange.endpoint(), type, code)
                    .inc();
        }
        // Begun at 0, since a rate needs a value before the first rise.
        slow.labelValues(exchange.method(), exchange.endpoint()).inc(exchange.seconds() > SLOW_SECONDS ? 1 : 0);
        rateLimitHits.initLabelValues(exchange.endpoint());
        windows.count(exchange.status());
    }

    static String statusClass(int status) {
        return status >= 100 && status < 600 ? status / 100 + "xx" : "unknown";
    }

    /** A request was refused with 429. */
    public void rateLimitHit(String endpoint) {
        rateLimitHits.labelValues(endpoint).inc();
    }

    static String errorType(int status) {
        return switch (status) {
            case 400 -> "bad_request";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 422 -> "validation_error";
            case 429 -> "rate_limited";
            case 500 -> "internal_server_error";
            case 502 -> "bad_gateway";
            case 503 -> "service_unavailable";
            default -> status < 400 || status > 599 ? "unknown_error" : status < 500 ? "client_error" : "server_error";
        };
    }

    private static Counter.Builder counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels);
    }

    private static Histogram.Builder histogram(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(bounds);
    }
}
