package dev.tocsin.gateway.web;

import dev.tocsin.gateway.security.Origins;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** CORS: lets pages of other origins read answers, never with credentials that a browser adds by itself. */
final class CrossOrigin {

    private static final String MAX_AGE_SECONDS = "600";

    /** Beyond those that pages may read anyway. */
    private static final String EXPOSED =
            String.join(", ", "X-Total-Count", "Link", "ETag", "Retry-After", "Tocsin-Host", WebServer.STALE);

    private final Origins origins;

    CrossOrigin(Origins origins) {
        this.origins = origins;
    }

    /**
     * Says on the answer whether the page may read it. A preflight, which browsers send without any key, is answered with it.
     *
     * @return whether all is answered
     */
    boolean answer(Context context) {
        String origin = context.header("Origin");
        if (origin == null) {
            return false;
        }
        boolean preflight =
                context.method() == HandlerType.OPTIONS && context.header("Access-Control-Request-Method") != null;
        if (origins.allows(origin)) {
            context.header("Access-Control-Allow-Origin", origins.allowsAny() ? Origins.ANY : origin);
            context.header("Access-Control-Expose-Headers", EXPOSED);
            if (preflight) {
                allow(context);
            }
        }
        if (preflight) {
            context.status(200).result("");
        }
        return preflight;
    }

    /** Caches must not hand one origin's answer to another. Asked for at the end, when routes have set theirs. */
    void vary(Context context) {
        if (!origins.allowsAny()) {
            context.res().addHeader("Vary", "Origin");
        }
    }

    private static void allow(Context context) {
        context.header("Access-Control-Allow-Methods", context.header("Access-Control-Request-Method"));
        String headers = context.header("Access-Control-Request-Headers");
        if (headers != null) {
            context.header("Access-Control-Allow-Headers", headers);
        }
        context.header("Access-Control-Max-Age", MAX_AGE_SECONDS);
    }
}
