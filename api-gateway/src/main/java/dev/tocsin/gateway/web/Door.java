package dev.tocsin.gateway.web;

import dev.tocsin.gateway.exposition.HttpMetrics;
import dev.tocsin.gateway.security.ApiKey;
import dev.tocsin.gateway.security.ClientAddress;
import dev.tocsin.gateway.security.KeyRing;
import dev.tocsin.gateway.security.Origins;
import dev.tocsin.gateway.security.PresentedKey;
import dev.tocsin.gateway.security.RateLimits;
import dev.tocsin.gateway.security.Scope;
import dev.tocsin.gateway.security.SecurityConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnauthorizedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What every request passes before a route sees it, files and streams included: CORS, key, rate limit, size, scope, and
 * whether the page behind it may do that. Routes need not think of any of it.
 */
final class Door {

    /** Context attribute: the key that let the request in, as {@link ApiKey}; absent where none was needed. */
    static final String KEY = "door-key";

    /** Context attribute: whether the browser may have added that key by itself. */
    private static final String AMBIENT = "door-key-ambient";

    /** Of the stream that nobody gets. */
    static final String EVERY_PATH = "*";

    private static final String NEEDED = "An API key is needed: send it as \"Authorization: Bearer ...\", as"
            + " \"X-API-Key: ...\", or as the password of HTTP Basic; ./tocsin keys create makes one";

    private final KeyRing keys;
    private final RateLimits limits = new RateLimits(System::nanoTime);
    private final SecurityConfig config;
    private final Origins origins;
    private final CrossOrigin crossOrigin;
    private final HttpMetrics metrics;

    Door(KeyRing keys, SecurityConfig config, HttpMetrics metrics) {
        this.keys = keys;
        this.config = config;
        this.origins = new Origins(config.corsOrigins());
        this.crossOrigin = new CrossOrigin(origins);
        this.metrics = metrics;
    }

    /** @param refuse writes a refusal as an answer */
    void register(RoutesConfig routes, BiConsumer<HttpResponseException, Context> refuse) {
        routes.before(this::enter);
        // There must be one of these, or the router does not say before the route runs which one it will be.
        routes.beforeMatched(this::admit);
        routes.after(crossOrigin::vary);
        routes.wsBeforeUpgrade(context -> upgrade(context, refuse));
    }

    /** Must be registered behind all streams: it leads those who ask for a stream where there is none through the door. */
    static void registerNoStream(RoutesConfig routes) {
        routes.ws(EVERY_PATH, socket -> {});
    }

    private void enter(Context context) {
        if (crossOrigin.answer(context)) {
            crossOrigin.vary(context);
            context.skipRemainingHandlers();
            return;
        }
        String route = Routes.name(context);
        identify(context, RouteScopes.isOpen(route));
        if (!RouteScopes.isUnlimited(route)) {
            limit(context);
        }
        requireSize(context);
        requirePrintable(context);
    }

    /** A route or a file matches. */
    private void admit(Context context) {
        String template = Routes.template(context);
        boolean onlyLooks = context.method() == HandlerType.GET || context.method() == HandlerType.HEAD;
        if (template.equals(Routes.UNMATCHED) && onlyLooks) {
            requireScope(context, Scope.READ); // a file, or what a GET would answer without its body
            return;
        }
        String route = Routes.name(context);
        if (!RouteScopes.isOpen(route)) {
            Scope scope = RouteScopes.of(route);
            requireScope(context, scope);
            if (scope != Scope.READ) {
                requireTrustedPage(context);
            }
        }
    }

    private void upgrade(Context context, BiConsumer<HttpResponseException, Context> refuse) {
        try {
            identify(context, false);
            limit(context);
            String template = Routes.template(context);
            if (template.equals(EVERY_PATH)) {
                throw new NotFoundResponse("There is no stream of that name");
            }
            requireScope(context, RouteScopes.of("GET " + template));
            requireOwnPage(context);
        } catch (HttpResponseException e) {
            refuse.accept(e, context);
            // Javalin writes no answer here, and goes on with the upgrade unless told not to.
            context.skipRemainingHandlers();
            write(context);
        }
    }

    private static void write(Context context) {
        try (InputStream body = context.resultInputStream()) {
            body.transferTo(context.res().getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("answering one who asked for a stream", e);
        }
    }

    private void identify(Context context, boolean open) {
        Optional<PresentedKey> shown = PresentedKey.in(context.header("X-API-Key"), context.header("Authorization"));
        Optional<ApiKey> key = shown.flatMap(presented -> keys.find(presented.token()));
        if (key.isPresent()) {
            context.attribute(KEY, key.get());
            context.attribute(AMBIENT, shown.get().ambient());
        } else if (keys.needed() && !open) {
            limit(context);
            context.header("WWW-Authenticate", "Basic realm=\"Tocsin\"");
            throw new UnauthorizedResponse(
                    shown.isPresent() ? "This API key is not known, was revoked, or has expired" : NEEDED);
        }
    }

    private void limit(Context context) {
        ApiKey key = context.attribute(KEY);
        String client = key == null ? ClientAddress.client(context.ip()) : "key " + key.id();
        int perSecond = key != null && key.requestsPerSecond().isPresent()
                ? key.requestsPerSecond().getAsInt()
                : config.rateLimit().orElse(keys.needed() ? SecurityConfig.DEFAULT_RATE_LIMIT : 0);
        if (perSecond == 0) {
            return;
        }
        Duration wait = limits.admit(client, perSecond);
        if (!wait.isZero()) {
            metrics.rateLimitHit(Routes.template(context));
            long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
            context.header("Retry-After", String.valueOf(seconds));
            throw new HttpResponseException(
                    HttpStatus.TOO_MANY_REQUESTS.getCode(),
                    "Too many requests: " + perSecond + " a second are allowed; try again in " + seconds + " s");
        }
    }

    private static void requireSize(Context context) {
        if (context.req().getContentLengthLong() > RequestJson.MAX_BYTES) {
            throw new HttpResponseException(HttpStatus.CONTENT_TOO_LARGE.getCode());
        }
    }

    /** What an address says is looked up in tables, which can't hold every character. */
    private static void requirePrintable(Context context) {
        if (!RequestBody.isPrintable(decoded(context.path()))) {
            throw unprintable(List.of("path"));
        }
        for (Map.Entry<String, List<String>> parameter : context.queryParamMap().entrySet()) {
            if (!parameter.getValue().stream().allMatch(RequestBody::isPrintable)) {
                throw unprintable(List.of("query", parameter.getKey()));
            }
        }
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("The address has a % that no two hexadecimal digits follow");
        }
    }

    private static InvalidRequestException unprintable(List<Object> loc) {
        return new InvalidRequestException(new Problem(
                "value_error", loc, "Input should not hold control characters or half a surrogate pair", null));
    }

    private void requireScope(Context context, Scope scope) {
        ApiKey key = context.attribute(KEY);
        if (key != null && !key.may(scope)) {
            throw new ForbiddenResponse("This key lacks the scope \"" + scope.wire()
                    + "\"; ask for one that has it (./tocsin keys create NAME --scope " + scope.wire() + ")");
        }
    }

    /**
     * A browser adds HTTP Basic by itself, and needs nothing at all where no key is needed, whichever page asks. So only our own
     * page may change something that way, and those that CORS lists; where no key is needed, those that CORS allows.
     */
    private void requireTrustedPage(Context context) {
        String origin = context.header("Origin");
        if (origin == null || Origins.isSame(origin, context.header("Host")) || origins.isListed(origin)) {
            return;
        }
        ApiKey key = context.attribute(KEY);
        boolean trusted =
                key == null ? origins.allows(origin) : Boolean.FALSE.equals(context.<Boolean>attribute(AMBIENT));
        if (!trusted) {
            throw foreign(origin);
        }
    }

    /** CORS does not cover streams: any page may open one to anywhere, and reads what comes. */
    private void requireOwnPage(Context context) {
        String origin = context.header("Origin");
        if (origin != null && !Origins.isSame(origin, context.header("Host")) && !origins.isListed(origin)) {
            throw foreign(origin);
        }
    }

    private static ForbiddenResponse foreign(String origin) {
        return new ForbiddenResponse(
                "Pages of " + origin + " may not do that; TOCSIN_CORS_ORIGINS lists those that may");
    }
}
