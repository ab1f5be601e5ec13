package dev.tocsin.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Numbers as requests write them: as such, or as text. */
final class Numbers {

    private static final Pattern JAVA_ONLY = Pattern.compile("[dDfFxXpP]");

    /** A whole number, also one written {@code 5.0}; null if it is none. */
    static Long whole(JsonNode node) {
        if (node.isTextual()) {
            return whole(node.textValue());
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? node.longValue() : null;
        }
        return node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToLong() ? node.longValue() : null;
    }

    static Long whole(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A number, perhaps not a finite one; null if it is none. */
    static Double real(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        // Java alone reads 5d and 0x1p3 as numbers.
        if (!node.isTextual() || JAVA_ONLY.matcher(node.textValue()).find()) {
            return null;
        }
        try {
            return Double.parseDouble(node.textValue().strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private Numbers() {}
}
