package dev.tocsin.gateway.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.router.InternalRouter;
import java.util.List;

/** The way to a route's registered spelling, for whoever wrote a slash too many or too few at its end, as the seeds show it. */
final class Spelling {

    private static final List<HandlerType> METHODS =
            List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE);

    /** Answers with 307 if the other spelling of an unknown path is known. */
    static boolean redirect(Context context, InternalRouter router) {
        String path = context.req().getRequestURI();
        String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        // What begins with two slashes would lead to another host.
        if (other.isEmpty() || other.startsWith("//") || !isKnown(router, other)) {
            return false;
        }
        String query = context.queryString();
        context.header("Location", query == null ? other : other + "?" + query);
        context.status(HttpStatus.TEMPORARY_REDIRECT).result("");
        return true;
    }

    private static boolean isKnown(InternalRouter router, String path) {
        return METHODS.stream().anyMatch(method -> router.findFirstHttpHandlerEntry(method, path) != null);
    }

    private Spelling() {}
}
