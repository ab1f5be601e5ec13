package dev.tocsin.gateway.web;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request's JSON object. Collects every problem before it complains; a getter that found one returns null or its fallback.
 * Unknown fields are ignored, and numbers may be written as text, as the seeds' clients do.
 */
final class RequestBody {

    private static final String BODY = "body";

    /** Like the mapper of wire records, but for lists of many. */
    private static final ObjectMapper LISTS = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.MAX_DEPTH)
                            .maxNameLength(Limits.MAX_NAME)
                            .maxNumberLength(64)
                            .maxStringLength(Limits.MAX_DOCUMENT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final List<Object> place;
    private final List<Problem> problems = new ArrayList<>();

    private RequestBody(JsonNode object, List<Object> place) {
        this.object = object;
        this.place = place;
    }

    /** @throws InvalidRequestException if it is not one JSON object */
    static RequestBody parse(byte[] document) {
        RequestBody body = new RequestBody(read(Json.mapper(), document), List.of(BODY));
        if (!body.object.isObject()) {
            body.problems.add(
                    new Problem("model_attributes_type", body.place, "Input should be a JSON object", body.object));
        }
        body.requireValid();
        return body;
    }

    /**
     * A list of objects, as such or as a field of an object. What is wrong with an element is a problem of that element, also
     * if it is no object.
     *
     * @throws InvalidRequestException if it is no list, or too long a one
     */
    static List<RequestBody> parseList(byte[] document, String field, int maxLength) {
        JsonNode node = read(LISTS, document);
        JsonNode list = node.isObject() ? node.path(field) : node;
        List<Object> place = node.isObject() ? List.of(BODY, field) : List.of(BODY);
        if (list.isMissingNode()) {
            throw new InvalidRequestException(new Problem("missing", place, "Field required", null));
        }
        if (!list.isArray()) {
            throw new InvalidRequestException(
                    new Problem("list_type", place, "Input should be a list of at most " + maxLength, null));
        }
        if (list.size() > maxLength) {
            throw new InvalidRequestException(new Problem(
                    "too_long", place, "List should have at most " + maxLength + " items, not " + list.size(), null));
        }
        List<RequestBody> bodies = new ArrayList<>();
        for (JsonNode element : list) {
            RequestBody body = new RequestBody(element, List.of(BODY, bodies.size()));
            if (!element.isObject()) {
                body.problems.add(
                        new Problem("model_attributes_type", body.place, "Input should be a JSON object", element));
            }
            bodies.add(body);
        }
        return bodies;
    }

    /** The same without those fields that are null; problems are not taken along. */
    RequestBody withoutNull(Collection<String> fields) {
        ObjectNode given = object.deepCopy();
        fields.stream().filter(this::isNull).forEach(given::remove);
        return new RequestBody(given, place);
    }

    private static JsonNode read(ObjectMapper mapper, byte[] document) {
        try {
            JsonNode node = mapper.readTree(document);
            if (node == null || node.isMissingNode() || node.isNull()) {
                throw new InvalidRequestException(new Problem("missing", List.of(BODY), "Field required", null));
            }
            return node;
        } catch (JsonProcessingException e) {
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw new InvalidRequestException(new Problem(
                    "json_invalid", List.of(BODY, offset), "JSON decode error: " + e.getOriginalMessage(), null));
        } catch (IOException e) {
            // From memory only bytes can fail that are no characters.
            throw new InvalidRequestException(
                    new Problem("json_invalid", List.of(BODY, 0), "JSON decode error: " + e.getMessage(), null));
        }
    }

    /** Everything that was found wrong, at once. */
    void requireValid() {
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
    }

    /** What was found wrong so far. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    String requiredText(String field, int maxLength) {
        JsonNode node = required(field);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            return wrong("string_type", field, "Input should be a valid string");
        }
        String text = node.textValue();
        if (text.isBlank()) {
            return wrong("string_too_short", field, "Input should not be blank");
        }
        if (text.length() > maxLength) {
            return wrong("string_too_long", field, "Input should have at most " + maxLength + " characters");
        }
        return text;
    }

    /** A text that every table, page and log can hold; the wire records refuse the same characters. */
    String requiredName(String field, int maxLength) {
        String name = requiredText(field, maxLength);
        return name == null || name.codePoints().noneMatch(RequestBody::isUnprintable)
                ? name
                : wrong("value_error", field, "Input should not hold control characters or half a surrogate pair");
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    long whole(String field, long min, long max, long fallback) {
        JsonNode node = object.path(field);
        if (node.isMissingNode()) {
            return fallback;
        }
        if (node.isIntegralNumber() && !node.canConvertToLong()) {
            boolean above = node.bigIntegerValue().signum() > 0;
            wrong(
                    above ? "less_than_equal" : "greater_than_equal",
                    field,
                    "Input should be " + (above ? "less than or equal to " + max : "greater than or equal to " + min));
            return fallback;
        }
        Long value = Numbers.whole(node);
        if (value == null) {
            wrong(
                    node.isTextual() ? "int_parsing" : node.isNumber() ? "int_from_float" : "int_type",
                    field,
                    "Input should be a valid integer");
            return fallback;
        }
        if (value < min) {
            wrong("greater_than_equal", field, "Input should be greater than or equal to " + min);
        } else if (value > max) {
            wrong("less_than_equal", field, "Input should be less than or equal to " + max);
        }
        return value;
    }

    Double requiredNumber(String field) {
        JsonNode node = required(field);
        if (node == null) {
            return null;
        }
        Double value = Numbers.real(node);
        if (value == null) {
            return wrong(node.isTextual() ? "float_parsing" : "float_type", field, "Input should be a valid number");
        }
        if (!Double.isFinite(value)) {
            return wrong("finite_number", field, "Input should be a finite number");
        }
        return value;
    }

    /** A number strictly between two others. */
    double between(String field, double low, double high, double fallback) {
        Double value = has(field) ? requiredNumber(field) : (Double) fallback;
        if (value != null && value <= low) {
            wrong("greater_than", field, "Input should be greater than " + low);
        } else if (value != null && value >= high) {
            wrong("less_than", field, "Input should be less than " + high);
        }
        return value == null ? fallback : value;
    }

    /** One of several words. */
    <T> T requiredChoice(String field, Map<String, T> choices) {
        JsonNode node = required(field);
        if (node == null) {
            return null;
        }
        T choice = node.isTextual() ? choices.get(node.textValue()) : null;
        return choice != null ? choice : wrong("enum", field, "Input should be " + alternatives(choices.keySet()));
    }

    /** Epoch ms of a time; see {@link RequestTime} for what is understood. */
    Long requiredTime(String field) {
        JsonNode node = required(field);
        if (node == null) {
            return null;
        }
        Long time = RequestTime.epochMillis(node);
        return time != null
                ? time
                : wrong(
                        node.isTextual() || node.isNumber() ? "datetime_from_date_parsing" : "datetime_type",
                        field,
                        "Input should be a valid datetime: ISO 8601 or epoch seconds");
    }

    /** An object of anything; empty if absent or null. */
    Map<String, Object> object(String field) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            wrong("dict_type", field, "Input should be a valid dictionary");
            return Map.of();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties()
                .forEach(entry ->
                        values.put(entry.getKey(), Json.mapper().convertValue(entry.getValue(), Object.class)));
        return values;
    }

    /** A list of texts; null if absent, null or empty, which all mean "any". */
    List<String> texts(String field) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            return wrong("list_type", field, "Input should be a valid list");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            if (!node.get(i).isTextual()) {
                problems.add(new Problem("string_type", at(field, i), "Input should be a valid string", node.get(i)));
            }
            texts.add(node.get(i).asText());
        }
        return texts.isEmpty() ? null : texts;
    }

    /** Notes a problem with a field; returns null for the caller to hand on. */
    <T> T wrong(String type, String field, String message) {
        JsonNode input = object.path(field);
        problems.add(new Problem(type, at(field), message, input.isMissingNode() ? null : input));
        return null;
    }

    /** Where that is in the request. */
    List<Object> at(Object... steps) {
        List<Object> at = new ArrayList<>(place);
        at.addAll(List.of(steps));
        return at;
    }

    boolean has(String field) {
        return !object.path(field).isMissingNode();
    }

    boolean isText(String field, String text) {
        return object.path(field).isTextual() && object.path(field).textValue().equals(text);
    }

    boolean isNull(String field) {
        return object.path(field).isNull();
    }

    private JsonNode required(String field) {
        JsonNode node = object.path(field);
        if (node.isMissingNode()) {
            problems.add(new Problem("missing", at(field), "Field required", object));
            return null;
        }
        return node;
    }

    private static String alternatives(Collection<String> words) {
        List<String> quoted = words.stream().map(word -> "'" + word + "'").toList();
        int last = quoted.size() - 1;
        return String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
    }
}
