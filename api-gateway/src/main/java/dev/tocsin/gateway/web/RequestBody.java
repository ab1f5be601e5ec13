package dev.tocsin.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request's JSON object. Collects every problem before it complains; a getter that found one returns null or its fallback.
 * Unknown fields are ignored, and numbers may be written as text, as the seeds' clients do.
 *
 * <p>Longer than most files: a few lines for each kind of field.
 */
final class RequestBody {

    static final String UNPRINTABLE = "Input should not hold control characters or half a surrogate pair";

    private static final String BODY = "body";

    private final JsonNode object;
    /** Where the object lies in the document. */
    private final List<Object> place;

    private final List<Problem> problems = new ArrayList<>();

    private RequestBody(JsonNode object, List<Object> place) {
        this.object = object;
        this.place = place;
        if (!object.isObject()) {
            problems.add(new Problem("model_attributes_type", place, "Input should be a JSON object", object));
        }
    }

    /** @throws InvalidRequestException if it is not one JSON object */
    static RequestBody parse(byte[] document) {
        RequestBody body = new RequestBody(read(document), List.of(BODY));
        body.requireValid();
        return body;
    }

    /**
     * A list of objects, as such or as a field of an object. What is wrong with an element is a problem of that element, also
     * if it is no object.
     *
     * @throws InvalidRequestException if it is no list, or longer than {@link Bulk#MAX_ITEMS}
     */
    static List<RequestBody> parseList(byte[] document, String field) {
        JsonNode node = read(document);
        JsonNode list = node.isObject() ? node.path(field) : node;
        List<Object> place = node.isObject() ? List.of(BODY, field) : List.of(BODY);
        if (list.isMissingNode()) {
            throw new InvalidRequestException(new Problem("missing", place, "Field required", null));
        }
        if (!list.isArray()) {
            throw new InvalidRequestException(new Problem("list_type", place, "Input should be a valid list", null));
        }
        Bulk.requireAllowed(list.size(), place);
        List<RequestBody> bodies = new ArrayList<>();
        for (JsonNode element : list) {
            bodies.add(new RequestBody(element, List.of(BODY, bodies.size())));
        }
        return bodies;
    }

    /** Everything that was found wrong with any of them, at once. */
    static void requireValid(List<RequestBody> bodies) {
        List<Problem> problems =
                bodies.stream().flatMap(body -> body.problems.stream()).toList();
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
    }

    private static JsonNode read(byte[] document) {
        JsonNode node = RequestJson.read(document);
        if (node == null || node.isMissingNode() || node.isNull()) {
            throw new InvalidRequestException(new Problem("missing", List.of(BODY), "Field required", null));
        }
        return node;
    }

    /** The same without those fields that are null; problems are not taken along. */
    RequestBody withoutNull(Collection<String> fields) {
        ObjectNode given = object.deepCopy();
        fields.stream().filter(this::isNull).forEach(given::remove);
        return new RequestBody(given, place);
    }

    /** Everything that was found wrong, at once. */
    void requireValid() {
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
    }

    /** Whether something was found wrong so far. */
    boolean isWrong() {
        return !problems.isEmpty();
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

    /** A text; null if absent or null. */
    String text(String field, int maxLength) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            return wrong("string_type", field, "Input should be a valid string");
        }
        return node.textValue().length() <= maxLength
                ? node.textValue()
                : wrong("string_too_long", field, "Input should have at most " + maxLength + " characters");
    }

    /** A text that every table, page and log can hold; the wire records refuse the same characters. */
    String requiredName(String field, int maxLength) {
        String name = requiredText(field, maxLength);
        return name == null || isPrintable(name) ? name : wrong("value_error", field, UNPRINTABLE);
    }

    /** Whether every table, page and log can hold a text. */
    static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(character ->
                        Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE);
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

    /** A number from one to another, both included. */
    double within(String field, double least, double most, double fallback) {
        Double value = has(field) ? requiredNumber(field) : (Double) fallback;
        if (value != null && value < least) {
            wrong("greater_than_equal", field, "Input should be greater than or equal to " + least);
        } else if (value != null && value > most) {
            wrong("less_than_equal", field, "Input should be less than or equal to " + most);
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

    /** A text or a number as it was written; null if it is neither. */
    String scalar(String field) {
        JsonNode node = object.path(field);
        return node.isTextual() || node.isNumber() ? node.asText() : null;
    }

    /** Epoch ms of a time that may stand under either of two names. */
    Long requiredTime(String field, String otherName) {
        return requiredTime(!has(field) && has(otherName) ? otherName : field);
    }

    /** Some of several words, empty if absent, null or an empty list, which all mean "any". */
    <T> Optional<Set<T>> choices(String field, Map<String, T> choices) {
        List<String> words = texts(field);
        if (words == null) {
            return Optional.empty();
        }
        Set<T> chosen = new LinkedHashSet<>();
        for (int i = 0; i < words.size(); i++) {
            T choice = choices.get(words.get(i));
            if (choice == null) {
                wrong("enum", field, i, "Input should be " + alternatives(choices.keySet()));
            } else {
                chosen.add(choice);
            }
        }
        return Optional.of(chosen);
    }

    /** A list of numbers within bounds; the fallback if absent. */
    List<Double> numbers(String field, double min, double max, int mostItems, List<Double> fallback) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return fallback;
        }
        if (!node.isArray() || node.isEmpty() || node.size() > mostItems) {
            wrong("list_type", field, "Input should be a list of 1 to " + mostItems + " numbers");
            return fallback;
        }
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Double number = Numbers.real(node.get(i));
            if (number == null || !(number >= min && number <= max)) {
                wrong("float_range", field, i, "Input should be a number from " + min + " to " + max);
            } else {
                numbers.add(number);
            }
        }
        return numbers;
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

    /** A list of names; null if absent, null or empty, which all mean "any". */
    List<String> texts(String field) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            return wrong("list_type", field, "Input should be a valid list");
        }
        Bulk.requireAllowed(node.size(), List.of(BODY, field));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            JsonNode text = node.get(i);
            if (!text.isTextual()) {
                wrong("string_type", field, i, "Input should be a valid string");
            } else if (text.textValue().length() > Limits.MAX_NAME) {
                wrong("string_too_long", field, i, "Input should have at most " + Limits.MAX_NAME + " characters");
            } else if (!isPrintable(text.textValue())) {
                wrong("value_error", field, i, UNPRINTABLE);
            }
            texts.add(text.asText());
        }
        return texts.isEmpty() ? null : texts;
    }

    /** Notes a problem with a field; returns null for the caller to hand on. */
    <T> T wrong(String type, String field, String message) {
        JsonNode input = object.path(field);
        problems.add(new Problem(type, at(field), message, input.isMissingNode() ? null : input));
        return null;
    }

    private void wrong(String type, String field, int item, String message) {
        problems.add(
                new Problem(type, at(field, item), message, object.path(field).get(item)));
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
