package dev.tocsin.benchmarks.stand;

import dev.tocsin.benchmarks.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A Java program in a process of its own, from this process's class path, that is killed as a machine's death would kill it:
 * without a warning. It ends when this process does. Its output is appended to {@code <name>.log}.
 */
public final class KillableJvm implements AutoCloseable {

    private static final String LOGGING =
            "-Dlog4j2.configurationFile=classpath:dev/tocsin/benchmarks/stand/log4j2-child.properties";

    /** In a process that lives for seconds, the second compiler only takes the processors from all others. */
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    /** Otherwise a collection leaves up to a twentieth of the heap dead where moving it would take longest. */
    private static final String NOTHING_DEAD = "-XX:MarkSweepDeadRatio=0";

    /** Of the two generations of the serial collector; what is said of the metaspace has another form. */
    private static final Pattern HEAP_USED = Pattern.compile("generation +total \\d+K, used (\\d+)K");

    private final String name;
    private final Process process;
    private final Path log;

    private KillableJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it and returns at once.
     *
     * @param heapMb its largest heap
     */
    static KillableJvm start(Path folder, String name, int heapMb, Class<?> main, List<String> arguments) {
        Path log = folder.resolve(name + ".log");
        List<String> options = List.of(
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                NOTHING_DEAD,
                ONE_COMPILER,
                "-XX:+ExitOnOutOfMemoryError",
                LOGGING);
        List<String> leashed = new ArrayList<>(List.of(main.getName()));
        leashed.addAll(arguments);
        List<String> command = JavaCommand.of(LeashedMain.class, options, temporary(folder), leashed);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH"));
        try {
            return new KillableJvm(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    private static Path temporary(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException("A folder for temporary files cannot be made", e);
        }
    }

    /** For example {@code taskmanager-2}. */
    public String name() {
        return name;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has said so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read", e);
        }
    }

    /** What lives on its heap after a full collection, bytes. */
    public long heapAfterCollection() {
        ask("GC.run");
        return HEAP_USED
                .matcher(ask("GC.heap_info"))
                .results()
                .mapToLong(part -> Long.parseLong(part.group(1)) << 10)
                .sum();
    }

    private String ask(String question) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process asked = new ProcessBuilder(jcmd.toString(), String.valueOf(pid()), question)
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("jcmd cannot be run", e);
        }
    }

    /** As {@code kill -9}; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " survives kill -9");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@code kill -STOP}: it does not run and does not know it. */
    public void freeze() {
        Signals.send("STOP", process.pid());
    }

    /** As {@code kill -CONT}. */
    public void thaw() {
        Signals.send("CONT", process.pid());
    }

    @Override
    public void close() {
        kill();
    }
}
