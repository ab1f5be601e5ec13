package dev.tocsin.cli.importing;

import java.util.List;

/**
 * What became of a foreign configuration.
 *
 * @param yaml the text of a {@code tocsin.yml}
 * @param remarks what could not be carried over, or means something else now, in one line each
 */
public record Imported(String yaml, List<String> remarks) {

    public Imported {
        remarks = List.copyOf(remarks);
    }
}
