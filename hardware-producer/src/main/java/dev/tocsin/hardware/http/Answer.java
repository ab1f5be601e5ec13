package dev.tocsin.hardware.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import java.util.Map;

/** One HTTP response. */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

    private static final String JSON = "application/json";

    static Answer json(int status, JsonNode document) {
        return new Answer(status, JSON, Json.encode(document), Map.of());
    }

    static Answer detail(int status, String detail) {
        return json(status, Json.mapper().createObjectNode().put("detail", detail));
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value));
    }
}
