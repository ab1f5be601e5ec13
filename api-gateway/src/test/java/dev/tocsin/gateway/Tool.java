package dev.tocsin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of Debian's that people put beside Tocsin, run as it is. */
final class Tool {

    private final Path program;

    /** What a run said. */
    record Outcome(int exitCode, String output) {}

    private Tool(Path program) {
        this.program = program;
    }

    static Tool named(String name) {
        Path found = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assertThat(found)
                .as(name + " is not on the PATH; run ./tocsin test, which fetches what is needed")
                .isNotNull();
        return new Tool(found);
    }

    Outcome run(byte[] input, Path folder, String... arguments) {
        try {
            Path in = Files.createTempFile(folder, "input", "");
            Files.write(in, input);
            Process process =
                    builder(folder, arguments).redirectInput(in.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Process start(Path folder, Path log, String... arguments) throws IOException {
        return builder(folder, arguments).redirectOutput(log.toFile()).start();
    }

    private ProcessBuilder builder(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    }
}
