package dev.tocsin.cli.gateway;

import dev.tocsin.gateway.definitions.DeclaredService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a configuration would change in a running gateway: services made through the API stay, unless the configuration claims
 * their keys; what the gateway's file declared and the configuration does not, goes.
 *
 * @param lines what would be created ({@code + }), changed ({@code ~ }) and deleted ({@code - }), sorted by key in each
 */
public record Difference(int created, int changed, int deleted, List<String> lines) {

    public Difference {
        lines = List.copyOf(lines);
    }

    static Difference between(List<DeclaredService> declared, List<ListedService> listed) {
        Map<String, ListedService> there =
                listed.stream().collect(Collectors.toMap(ListedService::key, Function.identity()));
        Map<String, DeclaredService> wanted =
                declared.stream().collect(Collectors.toMap(DeclaredService::key, Function.identity()));
        List<String> created = wanted.values().stream()
                .filter(service -> !there.containsKey(service.key()))
                .map(service -> "+ " + service.key() + ": " + withoutPassword(service.url()))
                .sorted()
                .toList();
        List<List<String>> changed = wanted.values().stream()
                .filter(service -> there.containsKey(service.key()))
                .map(service -> changes(there.get(service.key()), service))
                .filter(changes -> !changes.isEmpty())
                .sorted(java.util.Comparator.comparing(changes -> changes.get(0)))
                .toList();
        List<String> deleted = listed.stream()
                .filter(service -> service.declaredInFile() && !wanted.containsKey(service.key()))
                .map(service -> "- " + service.key())
                .sorted()
                .toList();
        List<String> lines = new ArrayList<>(created);
        changed.forEach(lines::addAll);
        lines.addAll(deleted);
        return new Difference(created.size(), changed.size(), deleted.size(), lines);
    }

    public boolean isNone() {
        return lines.isEmpty();
    }

    /** How much it is, for the end of the list. */
    public String summary() {
        return String.format(Locale.ROOT, "%d to create, %d to change, %d to delete", created, changed, deleted);
    }

    private static List<String> changes(ListedService listed, DeclaredService declared) {
        List<String> changes = new ArrayList<>();
        listed.asHere(declared).forEach((field, wanted) -> {
            Object is = listed.fields().get(field);
            if (!is.equals(wanted)) {
                changes.add("~ " + declared.key() + ": " + field + ": " + change(shown(is), shown(wanted)));
            }
        });
        return changes;
    }

    private static String change(String is, String wanted) {
        return is.equals(wanted) ? is + " -> the same with another password" : is + " -> " + wanted;
    }

    private static String shown(Object value) {
        String text = withoutPassword(value.toString());
        return text.isEmpty() ? "\"\"" : text;
    }

    /** An address may hold a login, and the output of a pipeline is read by many. */
    private static String withoutPassword(String text) {
        return text.replaceFirst("^(https?://[^/?#@:]*):[^/?#@]*@", "$1:***@");
    }
}
