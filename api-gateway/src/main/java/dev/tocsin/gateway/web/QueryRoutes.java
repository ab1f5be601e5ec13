package dev.tocsin.gateway.web;

import dev.tocsin.gateway.query.MetricQueries;
import dev.tocsin.gateway.query.QueryAnswer;
import dev.tocsin.gateway.query.RawQueries;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code POST /metrics/query}: single samples, or distributions over any time, services, groups and locations. */
final class QueryRoutes {

    private final MetricQueries points;
    private final RawQueries rows;

    QueryRoutes(MetricQueries points, RawQueries rows) {
        this.points = points;
        this.rows = rows;
    }

    void register(RoutesConfig routes) {
        routes.post("/metrics/query", this::query);
    }

    private void query(Context context) {
        QueryBody body = QueryBody.parse(context.bodyAsBytes());
        if (body.rawLimit().isPresent()) {
            Answers.json(context, rows.answer(body.query(), body.rawLimit().getAsInt()));
            return;
        }
        QueryAnswer answer = points.answer(body.query());
        Answers.json(context, answer::write);
    }
}
