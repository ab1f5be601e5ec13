package dev.tocsin.gateway.definitions;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which configuration holds, and what became of the latest change of it.
 *
 * @param path the file or directory that is watched
 * @param files those that hold
 * @param services how many they declare
 * @param loadedAt since when they hold
 * @param changedAt when the latest change was judged
 * @param problems why it was not taken over; none if it was
 */
public record ConfigStatus(
        String path,
        List<String> files,
        int services,
        Instant loadedAt,
        Instant changedAt,
        List<ConfigProblem> problems) {

    public ConfigStatus {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    public boolean successful() {
        return problems.isEmpty();
    }

    /** All problems for people; empty if there are none. */
    public String told() {
        return problems.stream().map(ConfigProblem::told).collect(Collectors.joining(" "));
    }
}
