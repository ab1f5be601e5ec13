package dev.tocsin.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process with our class path. It speaks in lines on its standard output and ends when its standard input does, so none
 * outlives us. Belongs to one thread.
 */
public final class ChildJvm implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final BufferedReader lines;
    private final Path errors;

    private ChildJvm(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts one.
     *
     * @param folder where its log, its errors and its temporary files go
     */
    public static ChildJvm start(Class<?> main, Path folder, List<String> options, List<String> arguments)
            throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("tmp"));
        List<String> own = new ArrayList<>(options);
        own.add("-Dtocsin.log.dir=" + folder);
        own.add("-Dlog4j2.configurationFile=classpath:benchmarks-log4j2.xml");
        List<String> command = JavaCommand.of(main, own, scratch, arguments);
        Path errors = folder.resolve("errors");
        return new ChildJvm(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** The next line that it says; waits for it. */
    public String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("The process " + process.pid() + " ended too early; it said: " + errors());
        }
        return line;
    }

    private String errors() throws IOException {
        String said = Files.readString(errors);
        return said.substring(Math.max(0, said.length() - 2_000));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to finish. */
    public void finish() throws IOException {
        process.getOutputStream().close();
    }

    /** Processor time that it has used so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        try {
            finish();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
