package dev.tocsin.gateway.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
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

    /** Method and template; HEAD asks for the same as GET. */
    static String name(Context context) {
        String method = context.method() == HandlerType.HEAD
                ? HandlerType.GET.name()
                : context.method().name();
        return method + " " + template(context);
    }

    private Routes() {}
}
