package dev.tocsin.gateway.web;

import dev.tocsin.gateway.definitions.ConfigProblem;
import dev.tocsin.gateway.definitions.ConfigStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The configuration file: which one holds, what became of the latest change, and its schema for editors. */
final class ConfigRoutes {

    static final String SCHEMA = "/tocsin.schema.json";

    private final Supplier<Optional<ConfigStatus>> status;

    ConfigRoutes(Supplier<Optional<ConfigStatus>> status) {
        this.status = status;
    }

    void register(RoutesConfig routes) {
        routes.get("/config/status", context -> Answers.json(context, StatusView.of(status.get())));
        routes.get(SCHEMA, ConfigRoutes::schema);
    }

    /** One thing that is wrong. */
    record ProblemView(String file, Integer line, String key, String message) {

        static ProblemView of(ConfigProblem problem) {
            return new ProblemView(
                    problem.file(),
                    problem.line() == 0 ? null : problem.line(),
                    problem.key().isEmpty() ? null : problem.key(),
                    problem.sentence());
        }
    }

    /**
     * The status as people and programs read it; only {@code configured} says something where no file was given.
     *
     * @param error all problems in one text; null if the latest change was taken over
     * @param file of the first problem, like line and key
     */
    record StatusView(
            boolean configured,
            Boolean successful,
            String path,
            List<String> files,
            Integer services,
            Instant loadedAt,
            Instant changedAt,
            String error,
            String file,
            Integer line,
            String key,
            List<ProblemView> problems) {

        static StatusView of(Optional<ConfigStatus> known) {
            if (known.isEmpty()) {
                return new StatusView(
                        false, null, null, List.of(), null, null, null, null, null, null, null, List.of());
            }
            ConfigStatus status = known.get();
            List<ProblemView> problems =
                    status.problems().stream().map(ProblemView::of).toList();
            Optional<ProblemView> first = problems.stream().findFirst();
            return new StatusView(
                    true,
                    status.successful(),
                    status.path(),
                    status.files(),
                    status.services(),
                    status.loadedAt(),
                    status.changedAt(),
                    status.successful() ? null : status.told(),
                    first.map(ProblemView::file).orElse(null),
                    first.map(ProblemView::line).orElse(null),
                    first.map(ProblemView::key).orElse(null),
                    problems);
        }
    }

    private static void schema(Context context) {
        try (InputStream schema = ConfigRoutes.class.getResourceAsStream(SCHEMA)) {
            if (schema == null) {
                throw new IllegalStateException(SCHEMA + " is missing from the jar; build it again");
            }
            context.contentType("application/schema+json").result(schema.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + SCHEMA + " from the class path", e);
        }
    }
}
