package dev.tocsin.gateway.web;

import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.ServiceDefaults;
import dev.tocsin.gateway.store.DependencyException;
import dev.tocsin.gateway.store.RegisteredService;
import dev.tocsin.gateway.store.ServiceRegistry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The registered services, HealthTrack's API and what it lacks. Reads are answered from memory, {@link ServiceQuery} says
 * how a list is asked for; each change is one transaction in Postgres, and takes effect without a restart.
 *
 * <ul>
 *   <li>{@code GET /services}, {@code GET /services/{id}}, {@code GET /services/statistics}
 *   <li>{@code POST /services}: one; {@code POST /services/bulk}: a list, as such or as {@code services} of an object, all of
 *       it or nothing
 *   <li>{@code PUT /services/{id}}: anew, what is not said falls to the defaults; {@code PATCH}: only what is given, null
 *       resets to the default (RFC 7396)
 *   <li>{@code DELETE /services/{id}}
 * </ul>
 *
 * {@code If-Match} with the entity tag of an answer keeps a change from undoing somebody else's: 412. What
 * {@code tocsin.yml} declares is changed there: 409.
 */
final class ServiceRoutes {

    static final String NO_SERVICE = "service not found";

    private final ServiceRegistry registry;
    private final Supplier<ServiceDefaults> defaults;
    private final StatusBoard board;

    ServiceRoutes(ServiceRegistry registry, Supplier<ServiceDefaults> defaults, StatusBoard board) {
        this.registry = registry;
        this.defaults = defaults;
        this.board = board;
    }

    void register(RoutesConfig routes) {
        routes.get("/services", this::list);
        routes.post("/services", this::create);
        routes.post("/services/bulk", this::createAll);
        routes.get("/services/statistics", this::statistics);
        routes.get("/services/{id}", this::read);
        routes.put("/services/{id}", this::replace);
        routes.patch("/services/{id}", this::patch);
        routes.delete("/services/{id}", this::delete);
    }

    private void list(Context context) {
        ServiceQuery query = ServiceQuery.of(
                context, service -> board.status(service.definition()).orElse(null));
        ServiceQuery.Page page = query.page(registry.all());
        context.header("X-Total-Count", String.valueOf(page.total()));
        String links = query.links(context, page.total());
        if (!links.isEmpty()) {
            context.header("Link", links);
        }
        Answers.json(context, page.services().stream().map(ServiceAnswer::of).toList());
    }

    private void statistics(Context context) {
        Answers.json(context, ServiceStatistics.of(registry.all(), board.cards()));
    }

    private void read(Context context) {
        answer(context, registry.find(Parameters.serviceId(context)));
    }

    private void create(Context context) {
        RequestBody body = RequestBody.parse(context.bodyAsBytes());
        DeclaredService declared = complete(body);
        answer(
                context,
                Optional.of(dependable(List.of(body), () -> registry.register(List.of(declared)))
                        .get(0)));
    }

    private void createAll(Context context) {
        List<RequestBody> bodies = RequestBody.parseList(context.bodyAsBytes(), "services");
        List<DeclaredService> declared = bodies.stream()
                .map(body -> ServiceBody.complete(body, defaults.get()))
                .flatMap(Optional::stream)
                .toList();
        requireAllowed(bodies);
        List<RegisteredService> registered =
                declared.isEmpty() ? List.of() : dependable(bodies, () -> registry.register(declared));
        Answers.json(context, registered.stream().map(ServiceAnswer::of).toList());
    }

    /** That nothing is wrong with any of them, and the prober would check their addresses. */
    private void requireAllowed(List<RequestBody> bodies) {
        Map<String, String> refusals = registry.refusals(bodies.stream()
                .map(ServiceBody::givenAddress)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet()));
        for (RequestBody body : bodies) {
            ServiceBody.givenAddress(body)
                    .map(refusals::get)
                    .ifPresent(refusal -> body.wrong("url_forbidden", ServiceBody.URL, refusal));
        }
        RequestBody.requireValid(bodies);
    }

    private void replace(Context context) {
        long id = Parameters.serviceId(context);
        RequestBody body = RequestBody.parse(context.bodyAsBytes());
        DeclaredService declared = complete(body);
        change(context, id, body, there -> declared);
    }

    private void patch(Context context) {
        long id = Parameters.serviceId(context);
        RequestBody body = RequestBody.parse(context.bodyAsBytes());
        requireAllowed(List.of(body));
        ServiceDefaults rest = defaults.get();
        change(context, id, body, there -> ServiceBody.merged(body, there.declared(), rest));
    }

    private void change(
            Context context, long id, RequestBody body, Function<RegisteredService, DeclaredService> change) {
        answer(context, dependable(List.of(body), () -> registry.change(id, IfMatch.of(context), change)));
    }

    private void delete(Context context) {
        if (!registry.delete(Parameters.serviceId(context), IfMatch.of(context))) {
            throw new NotFoundResponse(NO_SERVICE);
        }
        Answers.json(context, Map.of("ok", true));
    }

    private DeclaredService complete(RequestBody body) {
        Optional<DeclaredService> declared = ServiceBody.complete(body, defaults.get());
        requireAllowed(List.of(body));
        return declared.orElseThrow();
    }

    /** What only the table knows to be wrong is told like everything else. */
    private static <T> T dependable(List<RequestBody> bodies, Supplier<T> change) {
        try {
            return change.get();
        } catch (DependencyException e) {
            throw new InvalidRequestException(new Problem(
                    "value_error",
                    bodies.get(e.index()).at(ServiceBody.DEPENDS_ON, e.position()),
                    e.getMessage(),
                    null));
        }
    }

    private static void answer(Context context, Optional<RegisteredService> found) {
        RegisteredService service = found.orElseThrow(() -> new NotFoundResponse(NO_SERVICE));
        context.header("ETag", IfMatch.tag(service.definition().version()));
        Answers.json(context, ServiceAnswer.of(service));
    }
}
