package dev.tocsin.gateway.definitions;

import java.util.Objects;

/**
 * Something wrong with the configuration, in one sentence that says what to do.
 *
 * @param file the name of the file, or its path where it cannot be read
 * @param line counted from 1; 0 if it is about the whole file
 * @param key the key that is meant; empty if none is
 */
public record ConfigProblem(String file, int line, String key, String sentence) {

    public ConfigProblem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(key, "key");
        // Libraries and values may bring line breaks, and a problem is one line.
        sentence = sentence.replaceAll("\\p{Cntrl}+", " ");
    }

    /** For people: {@code tocsin.yml line 4: …}. */
    public String told() {
        return file + (line == 0 ? " " : " line " + line + ": ") + sentence;
    }

    /** For editors and pipelines: {@code tocsin.yml:4: interval: …}. */
    public String located() {
        return file + ":" + (line == 0 ? "" : line + ":") + (key.isEmpty() ? "" : " " + key + ":") + " " + sentence;
    }
}
