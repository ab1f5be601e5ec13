package dev.tocsin.allinone.flink;

import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;

/**
 * Tells a job that cannot take up its checkpoint from one that fails for any other reason. Flink has no type for it; these
 * are the words of the places that restore.
 */
final class RestoreFailure {

    private static final List<String> SIGNS = List.of(
            "org.apache.flink.util.StateMigrationException",
            "Could not restore keyed state backend",
            "Could not restore operator state backend",
            "Failed to rollback to checkpoint/savepoint");

    private static final String CAUSE = "Caused by: ";

    /** The innermost cause, if what the job failed with last was the restoring. */
    static Optional<String> in(AccessExecutionGraph graph) {
        ErrorInfo failure = graph.getFailureInfo();
        return failure == null ? Optional.empty() : in(failure.getExceptionAsString());
    }

    static Optional<String> in(String stackTrace) {
        if (SIGNS.stream().noneMatch(stackTrace::contains)) {
            return Optional.empty();
        }
        return stackTrace
                .lines()
                .filter(line -> line.startsWith(CAUSE))
                .map(line -> line.substring(CAUSE.length()))
                .reduce((outer, inner) -> inner)
                .or(() -> stackTrace.lines().findFirst());
    }

    private RestoreFailure() {}
}
