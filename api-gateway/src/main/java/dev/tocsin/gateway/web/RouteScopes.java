package dev.tocsin.gateway.web;

import dev.tocsin.gateway.security.Scope;
import java.util.Map;
import java.util.Set;

/**
 * Which key each route needs: the whole list, by method and template. A route that is not in it needs {@link Scope#ADMIN},
 * and a test asks for its line.
 */
final class RouteScopes {

    /** Whoever looks after the process has no key; these tell nothing but how it is. */
    private static final Set<String> OPEN = Set.of("GET /health", "GET /health/live", "GET /health/ready");

    /** Asked by machines that restart what does not answer, so they must not be refused because others ask too much. */
    private static final Set<String> UNLIMITED = Set.of("GET /health/live", "GET /health/ready");

    private static final Map<String, Scope> SCOPES = Map.ofEntries(
            Map.entry("GET /", Scope.READ),
            Map.entry("GET /board", Scope.READ),
            Map.entry("GET /metrics", Scope.READ),
            Map.entry("GET /ws/metrics", Scope.READ),
            Map.entry("GET /services", Scope.READ),
            Map.entry("POST /services", Scope.ADMIN),
            Map.entry("DELETE /services/{id}", Scope.ADMIN),
            Map.entry("GET /services/{id}/checks", Scope.READ),
            Map.entry("GET /services/{id}/checks-detailed", Scope.READ),
            Map.entry("GET /services/{id}/metrics-summary", Scope.READ),
            Map.entry("GET /services/{id}/timeline", Scope.READ),
            Map.entry("GET /services/{id}/health", Scope.READ),
            Map.entry("GET /figures/hosts/{name}", Scope.READ),
            Map.entry("GET /figures/hosts/{name}/timeline", Scope.READ),
            Map.entry("GET /figures/telemetry/{name}", Scope.READ),
            Map.entry("GET /figures/telemetry/{name}/timeline", Scope.READ),
            Map.entry("POST /metrics/ingest", Scope.INGEST),
            Map.entry("POST /metrics/ingest/bulk", Scope.INGEST),
            Map.entry("POST /metrics/query", Scope.READ),
            Map.entry("GET /metrics/alerts", Scope.READ),
            Map.entry("GET /metrics/services", Scope.READ),
            Map.entry("GET /metrics/health", Scope.READ),
            Map.entry("GET /services/{id}", Scope.READ),
            Map.entry("PUT /services/{id}", Scope.ADMIN),
            Map.entry("PATCH /services/{id}", Scope.ADMIN),
            Map.entry("POST /services/bulk", Scope.ADMIN),
            Map.entry("GET /services/statistics", Scope.READ),
            Map.entry("GET /stream", Scope.READ),
            Map.entry("GET /health/detailed", Scope.READ),
            Map.entry("GET /metrics/export", Scope.READ),
            Map.entry("GET /metrics/health-score", Scope.READ),
            Map.entry("GET /metrics/json", Scope.READ),
            Map.entry("GET /metrics/json/{collector}", Scope.READ),
            Map.entry("GET /metrics/prometheus-queries", Scope.READ),
            Map.entry("GET /metrics/summary", Scope.READ),
            Map.entry("GET /metrics/trends", Scope.READ),
            Map.entry("GET /config/alerting", Scope.READ),
            Map.entry("GET /config/status", Scope.READ),
            Map.entry("GET /api/v1/", Scope.READ),
            Map.entry("GET /api/v1/data", Scope.READ),
            Map.entry("GET /api/v1/data/stats/summary", Scope.READ),
            Map.entry("GET /api/v1/data/{id}", Scope.READ),
            Map.entry("POST /api/v1/data", Scope.ADMIN),
            Map.entry("POST /api/v1/data/bulk", Scope.ADMIN),
            Map.entry("PUT /api/v1/data/{id}", Scope.ADMIN),
            Map.entry("DELETE /api/v1/data/{id}", Scope.ADMIN),
            Map.entry("GET /docs", Scope.READ),
            Map.entry("GET /redoc", Scope.READ),
            Map.entry("GET /api/docs", Scope.READ),
            Map.entry("GET /api/redoc", Scope.READ),
            Map.entry("GET /openapi.json", Scope.READ),
            Map.entry("GET /openapi.yaml", Scope.READ),
            Map.entry("GET /tocsin.schema.json", Scope.READ));

    /** Whether it is answered without a key. */
    static boolean isOpen(String route) {
        return OPEN.contains(route);
    }

    static boolean isUnlimited(String route) {
        return UNLIMITED.contains(route);
    }

    /** @param route method and template, such as {@code DELETE /services/{id}} */
    static Scope of(String route) {
        return SCOPES.getOrDefault(route, Scope.ADMIN);
    }

    static boolean isListed(String route) {
        return OPEN.contains(route) || SCOPES.containsKey(route);
    }

    private RouteScopes() {}
}
