package dev.tocsin.gateway.web;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;

/** What the router made of a request. */
final class Routes {

    /** Of requests that no route answers; files are among them. */
    static final String UNMATCHED = "unmatched";

    /** The template of the route that answers, or will: {@code /services/{id}}. */
    static String template(Context context) {
        Endpoint matched = context.endpoints().matchedHttpEndpoint();
        return matched == null || matched.path.isEmpty() ? UNMATCHED : matched.path;
    }

    private Routes() {}
}
