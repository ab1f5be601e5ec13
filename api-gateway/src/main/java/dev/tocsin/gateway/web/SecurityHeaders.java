package dev.tocsin.gateway.web;

import io.javalin.http.Context;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * What every answer tells the browser, whoever makes it: set before anything looks at the request, so that a route may say
 * something else, and none can forget it. A page has a policy of its own by {@link #policy}, a folder of files by the
 * headers of its configuration, see {@link WebServer#PAGE_HEADERS}.
 */
final class SecurityHeaders implements HttpConfiguration.Customizer {

    private static final String POLICY = "Content-Security-Policy";

    /** An answer of the API is no page: it loads nothing, runs nothing, and nobody frames or keeps it. */
    private static final Map<String, String> HEADERS = Map.of(
            POLICY,
            "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Permissions-Policy",
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
            "Cache-Control",
            "no-store");

    static void put(HttpFields.Mutable headers) {
        HEADERS.forEach(headers::put);
    }

    /** Gives this answer another {@code Content-Security-Policy}. */
    static void policy(Context context, String policy) {
        context.header(POLICY, policy);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        put(responseHeaders);
        return request;
    }
}
