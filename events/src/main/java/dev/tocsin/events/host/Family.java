package dev.tocsin.events.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One Prometheus metric being filled: its name as exposed, its type, its series. Not thread-safe. */
public final class Family {

    private final String name;
    private final String help;
    private final boolean counter;
    private final List<Point> points = new ArrayList<>();

    /** One series: its labels in the order in which they were given, and its value. */
    public record Point(Map<String, String> labels, double value) {}

    private Family(String name, String help, boolean counter) {
        this.name = name;
        this.help = help;
        this.counter = counter;
    }

    static Family gauge(String name, String help) {
        return new Family(name, help, false);
    }

    static Family counter(String name, String help) {
        return new Family(name, help, true);
    }

    static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return more;
    }

    /** Adds a series; a null value adds none. */
    void add(Map<String, String> labels, Number value) {
        if (value != null) {
            points.add(new Point(labels, value.doubleValue()));
        }
    }

    /** The name as exposed: a counter's with its ending. */
    public String name() {
        return name;
    }

    public String help() {
        return help;
    }

    /** Whether it is a counter; a gauge if not, whatever its name ends with. */
    public boolean isCounter() {
        return counter;
    }

    public List<Point> points() {
        return List.copyOf(points);
    }
}
