package dev.tocsin.cli;

import dev.tocsin.gateway.definitions.ConfigProblem;
import dev.tocsin.gateway.definitions.TocsinYaml;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A configuration that somebody named on the command line. */
record ConfigPath(Path path) {

    /** What it says; if something is wrong, a line for each problem goes to the writer, in the form that editors follow. */
    Optional<TocsinYaml> read(Map<String, String> environment, PrintWriter problems) {
        TocsinYaml.Reading reading = TocsinYaml.check(path, environment);
        reading.problems().forEach(problem -> problems.println(located(problem)));
        return reading.yaml();
    }

    private String located(ConfigProblem problem) {
        boolean whole = problem.file().equals(path.toString());
        Path file = whole ? path : Files.isDirectory(path) ? path.resolve(problem.file()) : path;
        return new ConfigProblem(file.toString(), problem.line(), problem.key(), problem.sentence()).located();
    }
}
