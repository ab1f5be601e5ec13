package dev.tocsin.gateway.definitions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Collects everything that is wrong with one file, so that it can be mended in one go. */
final class Problems {

    private static final int MAX_SHOWN = 100;

    private final String file;
    private final List<ConfigProblem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void add(Node where, String key, String sentence) {
        add(line(where), key, sentence);
    }

    void add(int line, String key, String sentence) {
        found.add(new ConfigProblem(file, line, key, sentence));
    }

    /** From the first line to the last. */
    List<ConfigProblem> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(ConfigProblem::line))
                .toList();
    }

    /** A value in a message, as it stands in the file; as much of it as tells which one is meant. */
    static String shown(Node scalar) {
        String written = ((ScalarNode) scalar).getValue();
        int length = written.codePointCount(0, written.length());
        return length > MAX_SHOWN ? written.substring(0, written.offsetByCodePoints(0, MAX_SHOWN)) + "…" : written;
    }

    static int line(Node where) {
        return where.getStartMark().getLine() + 1;
    }
}
