package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;

/** What came back; of an endless stream only its head. */
public record Answer(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Without parameters such as the character set; empty if there is none. */
    String contentType() {
        return headers.firstValue("Content-Type").orElse("").replaceFirst("\\s*;.*", "");
    }

    /** Missing if the body is no JSON. */
    public JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return status + " " + contentType() + " " + (body.length() > 500 ? body.substring(0, 500) + "…" : body);
    }
}
