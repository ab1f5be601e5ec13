package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether an answer holds something wherever its example does: an empty list pleases every schema and shows nothing. */
final class Fullness {

    /**
     * JSON pointers to fields that the example has and the answer has not, and to lists and objects that are empty in the
     * answer alone; of lists the first entry is looked at.
     */
    static List<String> gaps(JsonNode example, JsonNode answer) {
        List<String> gaps = new ArrayList<>();
        compare("", example, answer, gaps);
        return gaps;
    }

    private static void compare(String at, JsonNode example, JsonNode answer, List<String> gaps) {
        if (example.isContainerNode() && !example.isEmpty() && answer.isEmpty()) {
            gaps.add(at.isEmpty() ? "/" : at);
        } else if (example.isArray()) {
            compare(at + "/0", example.path(0), answer.path(0), gaps);
        } else if (example.isObject()) {
            fields(at, example, answer, gaps);
        }
    }

    private static void fields(String at, JsonNode example, JsonNode answer, List<String> gaps) {
        boolean named = example.properties().stream().anyMatch(field -> answer.has(field.getKey()));
        if (!named && answer.isObject() && !example.isEmpty()) {
            // Keys such as names of places are others in each answer; what they lead to is not.
            compare(at + "/*", example.iterator().next(), answer.iterator().next(), gaps);
            return;
        }
        example.properties().forEach(field -> {
            String below = at + "/" + field.getKey();
            if (answer.has(field.getKey())) {
                compare(below, field.getValue(), answer.path(field.getKey()), gaps);
            } else {
                gaps.add(below);
            }
        });
    }

    private Fullness() {}
}
