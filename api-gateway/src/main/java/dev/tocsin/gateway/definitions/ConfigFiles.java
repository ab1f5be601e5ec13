package dev.tocsin.gateway.definitions;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a configuration as they stood at one moment: one file, or each {@code *.yml} and {@code *.yaml} directly in a
 * directory, in the order of their names, hidden ones left out. Two of them are equal if nothing changed in between, whatever
 * links and times of change say, so that a Kubernetes ConfigMap which is swapped by a link is noticed as well.
 *
 * @param problems what could not be read
 */
record ConfigFiles(boolean directory, List<ConfigFile> files, List<ConfigProblem> problems) {

    /** One file and what stood in it. */
    record ConfigFile(String name, String text) {}

    ConfigFiles {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    static ConfigFiles read(Path path) {
        List<ConfigFile> files = new ArrayList<>();
        List<ConfigProblem> problems = new ArrayList<>();
        boolean directory = Files.isDirectory(path);
        try {
            if (directory) {
                for (Path file : inside(path)) {
                    add(file, file.getFileName().toString(), files, problems);
                }
                if (files.isEmpty() && problems.isEmpty()) {
                    problems.add(problem(path, "holds no file *.yml or *.yaml; put one there."));
                }
            } else {
                add(path, path.toString(), files, problems);
            }
        } catch (IOException | DirectoryIteratorException e) {
            problems.add(unreadable(path.toString(), e));
        }
        return new ConfigFiles(directory, files, problems);
    }

    private static void add(Path file, String shown, List<ConfigFile> files, List<ConfigProblem> problems) {
        try {
            files.add(new ConfigFile(file.getFileName().toString(), Files.readString(file)));
        } catch (IOException e) {
            problems.add(unreadable(shown, e));
        }
    }

    private static List<Path> inside(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.{yml,yaml}")) {
            for (Path entry : entries) {
                // A link to nowhere is taken, so that it is told.
                if (!entry.getFileName().toString().startsWith(".") && !Files.isDirectory(entry)) {
                    found.add(entry);
                }
            }
        }
        found.sort(null);
        return found;
    }

    private static ConfigProblem unreadable(String file, Exception e) {
        String reason = e instanceof NoSuchFileException
                ? "there is none"
                : e instanceof CharacterCodingException ? "it is not UTF-8" : String.valueOf(e.getMessage());
        return new ConfigProblem(file, 0, "", "cannot be read (" + reason + "); name a readable file.");
    }

    private static ConfigProblem problem(Path path, String sentence) {
        return new ConfigProblem(path.toString(), 0, "", sentence);
    }
}
