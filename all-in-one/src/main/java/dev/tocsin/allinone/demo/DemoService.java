package dev.tocsin.allinone.demo;

import java.util.List;

/**
 * One service of the demo's world. Names and ports are those of {@code demo/tocsin.yml}.
 *
 * @param port the port that the demo's configuration names
 * @param typicalMs the median answer time
 * @param dependsOn the names of the services that it calls for each answer
 */
record DemoService(String name, int port, double typicalMs, List<String> dependsOn) {

    static final List<DemoService> ALL = List.of(
            new DemoService("auth", 18_081, 50, List.of()),
            new DemoService("api", 18_082, 100, List.of("auth", "database", "cache")),
            new DemoService("database", 18_083, 30, List.of()),
            new DemoService("cache", 18_084, 5, List.of()),
            new DemoService("queue", 18_085, 20, List.of("database")));

    static DemoService named(String name) {
        return ALL.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the demo has no service " + name));
    }
}
