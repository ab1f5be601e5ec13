package dev.tocsin.gateway.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import io.javalin.websocket.WsHandlerType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All routes together, and what follows from them for requests that no single one answers. */
final class RegisteredRoutes {

    private static final List<HandlerType> METHODS =
            List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE);

    private final InternalRouter router;

    RegisteredRoutes(InternalRouter router) {
        this.router = router;
    }

    /** Each as its method and path, for example {@code GET /services/{id}}; a WebSocket is a GET. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        router.allHttpHandlers().stream()
                .map(entry -> entry.endpoint)
                .filter(endpoint -> METHODS.contains(endpoint.method))
                .forEach(endpoint -> names.add(endpoint.method.name() + " " + endpoint.path));
        router.allWsHandlers().stream()
                .filter(entry -> entry.getType() == WsHandlerType.WEBSOCKET
                        && !entry.getPath().equals(Door.EVERY_PATH))
                .forEach(entry -> names.add("GET " + entry.getPath()));
        return names;
    }

    /** Lets HEAD be answered as GET is, so that it tells of missing things and of lengths; what has no end looks at the method. */
    void answerHeads() {
        for (ParsedEndpoint entry : List.copyOf(router.findHttpHandlerEntries(HandlerType.GET, null))) {
            Endpoint get = entry.endpoint;
            Roles roles = get.metadata(Roles.class);
            router.addHttpEndpoint(
                    new Endpoint(HandlerType.HEAD, get.path, get.handler, roles == null ? Set.of() : Set.of(roles)));
        }
    }

    /** Answers with 307, as the seeds do, if an unknown path has a slash too many or too few at its end. */
    boolean redirect(Context context) {
        String path = context.req().getRequestURI();
        String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        // What begins with two slashes would lead to another host.
        if (other.isEmpty() || other.startsWith("//") || !isKnown(other)) {
            return false;
        }
        String query = context.queryString();
        context.header("Location", query == null ? other : other + "?" + query);
        context.status(HttpStatus.TEMPORARY_REDIRECT).result("");
        return true;
    }

    private boolean isKnown(String path) {
        return METHODS.stream().anyMatch(method -> router.findFirstHttpHandlerEntry(method, path) != null);
    }
}
