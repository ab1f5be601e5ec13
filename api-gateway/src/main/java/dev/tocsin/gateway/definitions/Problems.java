package dev.tocsin.gateway.definitions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects everything that is wrong with one file, so that it can be mended in one go. */
final class Problems {

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

    static int line(Node where) {
        return where.getStartMark().getLine() + 1;
    }
}
