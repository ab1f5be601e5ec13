package dev.tocsin.gateway.web;

import dev.tocsin.gateway.exposition.HttpMetrics;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Set;

/** Counts requests, by the template of their route. */
final class RequestAccounting {

    private static final String BEGUN = "accounting-begun";
    private static final String FAILURE = "accounting-failure";
    /** A stream is no request that takes long. */
    private static final Set<String> NOT_COUNTED =
            Set.of("/metrics", "/docs", "/redoc", "/openapi.json", LiveRoutes.EVENTS);
    /** Clients can make up methods; series for them would have no end. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final HttpMetrics metrics;

    RequestAccounting(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    void register(JavalinConfig config) {
        config.routes.before(context -> {
            context.attribute(BEGUN, true);
            metrics.begin();
        });
        config.requestLogger.http(this::finished);
    }

    /** Notes what nobody expected, whose name then tells its errors from others of that status. */
    static void failed(Context context, Exception failure) {
        context.attribute(FAILURE, failure.getClass().getSimpleName());
    }

    private void finished(Context context, Float millis) {
        // Set only where begin() ran, so that the gauge falls exactly as often as it rose.
        if (context.attribute(BEGUN) == null) {
            return;
        }
        context.attribute(BEGUN, null);
        metrics.end();
        if (NOT_COUNTED.contains(context.path())) {
            return;
        }
        String endpoint = Routes.template(context);
        Long bytes = context.attribute(Answers.BYTES);
        metrics.count(new HttpMetrics.Exchange(
                METHODS.contains(context.method().name()) ? context.method().name() : "OTHER",
                endpoint,
                handler(endpoint),
                context.status().getCode(),
                millis / 1_000.0,
                context.req().getContentLengthLong(),
                bytes == null ? -1 : bytes,
                context.attribute(FAILURE)));
    }

    /** The first part of the route, which names what answers it. */
    private static String handler(String endpoint) {
        String[] parts = endpoint.split("/");
        return parts.length > 1 ? parts[1] : parts.length == 1 && !parts[0].isEmpty() ? parts[0] : "root";
    }
}
