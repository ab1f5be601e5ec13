package dev.tocsin.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is sent.
 *
 * @param target path and query, percent-encoded
 * @param body null if there is none
 */
public record Request(String method, String target, Map<String, String> headers, byte[] body) {

    public Request {
        headers = new LinkedHashMap<>(headers);
    }

    static Request of(String method, String target) {
        return new Request(method, target, Map.of(), null);
    }

    static Request json(String method, String target, byte[] body) {
        return new Request(method, target, Map.of("Content-Type", "application/json"), body);
    }

    Request withMethod(String other) {
        return new Request(other, target, headers, body);
    }

    Request withTarget(String other) {
        return new Request(method, other, headers, body);
    }

    Request withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, target, more, body);
    }

    @Override
    public String toString() {
        String sent = body == null ? "" : " " + new String(body, 0, Math.min(body.length, 1_000), UTF_8);
        return method + " " + target + " " + headers + sent;
    }
}
