package dev.tocsin.gateway.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

/** What services need each other for: no more than services that exist, and nobody in the end itself. */
final class Dependencies {

    /**
     * Looks at one service's dependencies.
     *
     * @param index what the exception calls it
     * @param all what every service depends on, this one among them
     * @throws DependencyException if one does not exist or leads back
     */
    static void require(int index, String key, Map<String, List<String>> all) {
        List<String> own = all.get(key);
        for (int position = 0; position < own.size(); position++) {
            String dependency = own.get(position);
            if (dependency.equals(key)) {
                throw new DependencyException(index, position, "A service cannot depend on itself");
            }
            if (!all.containsKey(dependency)) {
                throw new DependencyException(
                        index,
                        position,
                        "There is no service of key '" + dependency + "'; GET /services tells the keys");
            }
            List<String> way = way(dependency, key, all);
            if (!way.isEmpty()) {
                throw new DependencyException(
                        index, position, "It would depend on itself: " + key + " → " + String.join(" → ", way));
            }
        }
    }

    /** The shortest way from one service to another along dependencies, both included; empty if there is none. */
    private static List<String> way(String from, String to, Map<String, List<String>> all) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        cameFrom.put(from, from);
        while (!open.isEmpty()) {
            String here = open.poll();
            if (here.equals(to)) {
                LinkedList<String> way = new LinkedList<>();
                for (String at = to; !at.equals(from); at = cameFrom.get(at)) {
                    way.addFirst(at);
                }
                way.addFirst(from);
                return new ArrayList<>(way);
            }
            for (String next : all.getOrDefault(here, List.of())) {
                if (cameFrom.putIfAbsent(next, here) == null) {
                    open.add(next);
                }
            }
        }
        return List.of();
    }

    private Dependencies() {}
}
