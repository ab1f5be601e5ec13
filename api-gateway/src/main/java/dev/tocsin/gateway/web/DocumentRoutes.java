package dev.tocsin.gateway.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The contract, {@code openapi.yaml}, as it was written and as JSON, and two pages to read it on. */
final class DocumentRoutes {

    private static final String DOCUMENT = "/openapi.yaml";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'self'";
    /** Hashes of the two style elements that Redoc makes: an empty one, which it fills rule by rule, and one of its scroll bar. */
    private static final String REDOC_STYLES = " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
            + " 'sha256-DLDPR1ic47WIdK2WyeLkblb/tm2mQH+Jt/NNhZWu1k0='";

    private final byte[] yaml;
    private final byte[] json;

    /** @throws UncheckedIOException if the document is not on the class path or is not YAML */
    DocumentRoutes() {
        yaml = resource(DOCUMENT);
        try {
            json = new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(DOCUMENT + " is not YAML", e);
        }
    }

    void register(RoutesConfig routes) {
        routes.get("/openapi.json", context -> send(context, "application/json", json));
        routes.get("/openapi.yaml", context -> send(context, "application/yaml; charset=utf-8", yaml));
        page(routes, "swagger.html", POLICY, "/docs", "/api/docs");
        page(routes, "redoc.html", POLICY + REDOC_STYLES, "/redoc", "/api/redoc");
    }

    private static void page(RoutesConfig routes, String file, String policy, String... paths) {
        byte[] page = resource("/pages/" + file);
        Map<String, String> headers = Map.of(
                "Cache-Control", "no-cache", "X-Content-Type-Options", "nosniff", "Content-Security-Policy", policy);
        for (String path : paths) {
            routes.get(path, context -> {
                headers.forEach(context::header);
                send(context, "text/html; charset=utf-8", page);
            });
        }
    }

    private static void send(Context context, String type, byte[] body) {
        context.attribute(Answers.BYTES, (long) body.length);
        context.contentType(type).result(body);
    }

    private static byte[] resource(String path) {
        try (InputStream in = DocumentRoutes.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException(path + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    }
}
