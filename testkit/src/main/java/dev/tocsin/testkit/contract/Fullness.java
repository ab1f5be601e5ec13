package dev.tocsin.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether an answer holds something wherever its example does: an empty list pleases every schema and shows nothing. */
final class Fullness {

    /** JSON pointers to lists and objects that are empty in the answer and not in the example; of lists the first entry is looked at. */
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
            example.properties().forEach(field -> {
                if (answer.has(field.getKey())) {
                    compare(at + "/" + field.getKey(), field.getValue(), answer.path(field.getKey()), gaps);
                }
            });
        }
    }

    private Fullness() {}
}
