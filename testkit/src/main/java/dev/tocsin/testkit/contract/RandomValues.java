package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.UUID;

/** Values as JSON text: such as a schema allows, such as it nearly allows, and such as nobody should send. */
final class RandomValues {

    private final Contract contract;
    private final Random random;

    RandomValues(Contract contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    String text() {
        return pick(HostileValues.TEXTS);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** What should not be there. */
    String hostile() {
        return chance(50) ? quoted(pick(HostileValues.TEXTS)) : pick(HostileValues.OTHERS);
    }

    /** What a schema allows, as far as it says. */
    String allowed(JsonNode reference) {
        JsonNode schema = contract.resolve(reference);
        for (String several : List.of("enum", "examples")) {
            if (schema.path(several).size() > 0) {
                return schema.path(several)
                        .get(random.nextInt(schema.path(several).size()))
                        .toString();
            }
        }
        for (String one : List.of("const", "default")) {
            if (schema.has(one) && (one.equals("const") || chance(50))) {
                return schema.path(one).toString();
            }
        }
        if (hasForms(schema)) {
            return allowed(form(schema));
        }
        JsonNode type = schema.path("type");
        return ofType(type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText(), schema);
    }

    /** Whether it is one of several schemas. Those beside properties only say which fields are needed together. */
    private static boolean hasForms(JsonNode schema) {
        return !schema.has("properties") && (schema.has("anyOf") || schema.has("oneOf"));
    }

    private JsonNode form(JsonNode schema) {
        JsonNode forms = schema.path(schema.has("anyOf") ? "anyOf" : "oneOf");
        return forms.get(random.nextInt(forms.size()));
    }

    private String ofType(String type, JsonNode schema) {
        return switch (type) {
            case "object" -> object(fields(schema));
            case "array" -> array(schema.path("items"));
            case "integer" -> String.valueOf(whole(schema));
            case "number" -> String.valueOf(random.nextGaussian() * Math.pow(10, random.nextInt(7)));
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "null" -> "null";
            default -> quoted(word(schema));
        };
    }

    private long whole(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(least + 100);
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> least + random.nextLong(Math.max(1, most - least));
        };
    }

    private String word(JsonNode schema) {
        int most = schema.path("maxLength").asInt(40);
        return switch (schema.path("format").asText()) {
            case "uri" -> "http://a.example/" + random.nextInt(1_000);
            case "date-time" -> "2026-01-02T03:04:" + (10 + random.nextInt(50)) + "Z";
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            default -> chance(5) ? "w".repeat(most) : "w" + random.nextInt(10);
        };
    }

    private String array(JsonNode items) {
        StringJoiner array = new StringJoiner(",", "[", "]");
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(allowed(items));
        }
        return array.toString();
    }

    private Map<String, String> fields(JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        if (schema.has("anyOf")) {
            form(schema).path("required").forEach(name -> required.add(name.asText()));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(field -> {
            if (required.contains(field.getKey()) || chance(50)) {
                fields.put(field.getKey(), allowed(field.getValue()));
            }
        });
        if (schema.path("additionalProperties").asBoolean() && chance(50)) {
            fields.put(
                    "w" + random.nextInt(5),
                    chance(50) ? quoted(pick(HostileValues.TEXTS)) : String.valueOf(random.nextInt()));
        }
        return fields;
    }

    private static String object(Map<String, String> fields) {
        StringJoiner object = new StringJoiner(",", "{", "}");
        fields.forEach((name, value) -> object.add(quoted(name) + ":" + value));
        return object.toString();
    }

    /** What a schema allows but for one thing: a field that is missing, of another kind, or unknown. */
    String nearly(JsonNode reference) {
        JsonNode schema = contract.resolve(reference);
        if (hasForms(schema)) {
            return nearly(form(schema));
        }
        if (schema.path("type").asText().equals("array")) {
            return "[" + (chance(50) ? allowed(schema.path("items")) + "," : "") + nearly(schema.path("items")) + "]";
        }
        Map<String, String> fields = fields(schema);
        if (fields.isEmpty()) {
            return hostile();
        }
        String field = pick(List.copyOf(fields.keySet()));
        switch (random.nextInt(5)) {
            case 0 -> fields.remove(field);
            case 1 -> fields.put("unknown", hostile());
            default -> fields.put(field, hostile());
        }
        return object(fields);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
