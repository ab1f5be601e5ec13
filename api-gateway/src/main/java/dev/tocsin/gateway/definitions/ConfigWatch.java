package dev.tocsin.gateway.definitions;

import dev.tocsin.gateway.definitions.TocsinYaml.FileSummary;
import dev.tocsin.gateway.definitions.TocsinYaml.Reading;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over a changed configuration while everything runs. Looks at what the files say ten times a second, which works on
 * every file system and through every kind of link, and judges a change when three more looks have seen the same, so that a file
 * is not read while it is being written. What cannot be taken over leaves the last good configuration as it is. Thread-safe.
 */
public final class ConfigWatch implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(ConfigWatch.class);
    private static final long LOOK_MS = 100;
    private static final int QUIET_LOOKS = 3;
    private static final int LOOKS_BETWEEN_TRIES = 20;

    private final Path path;
    private final Variables variables;
    private final Consumer<List<DeclaredService>> apply;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gateway-config");
        thread.setDaemon(true);
        return thread;
    });

    private volatile TocsinYaml current;
    private volatile ConfigStatus status;
    private ConfigFiles judged;
    private ConfigFiles seen;
    private int quiet;
    private int untilNextTry = -1;

    /**
     * @param first what holds already
     * @param apply makes the services of the file registered, and no other of the file's
     */
    public ConfigWatch(
            Path path,
            Map<String, String> environment,
            TocsinYaml first,
            Consumer<List<DeclaredService>> apply,
            Clock clock) {
        this.path = path;
        this.variables = new Variables(environment);
        this.apply = apply;
        this.clock = clock;
        this.current = first;
        this.judged = first.source();
        this.seen = first.source();
        this.status = new ConfigStatus(
                path.toString(), first.files(), first.services().size(), clock.instant(), clock.instant(), List.of());
    }

    public void start() {
        executor.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /** What services share that are made through the API, by the configuration that holds. */
    public ServiceDefaults defaults() {
        return current.defaults();
    }

    public ConfigStatus status() {
        return status;
    }

    /** One look, which never throws: the next one would not come. */
    void look() {
        try {
            ConfigFiles now = ConfigFiles.read(path);
            quiet = now.equals(seen) ? quiet + 1 : 0;
            seen = now;
            boolean changed = !now.equals(judged);
            if (changed && quiet >= QUIET_LOOKS || !changed && untilNextTry == 0) {
                judge(now);
            } else if (untilNextTry > 0) {
                untilNextTry--;
            }
        } catch (RuntimeException e) {
            logger.error("The configuration in {} could not be looked at; it is tried again", path, e);
        }
    }

    private void judge(ConfigFiles now) {
        judged = now;
        untilNextTry = -1;
        Reading reading = TocsinYaml.parse(now, variables);
        List<ConfigProblem> problems = new ArrayList<>(reading.problems());
        reading.yaml().ifPresent(yaml -> problems.addAll(emptied(yaml)));
        if (!problems.isEmpty()) {
            refused(problems, null);
            return;
        }
        TocsinYaml yaml = reading.yaml().orElseThrow();
        try {
            apply.accept(yaml.services());
        } catch (RuntimeException e) {
            untilNextTry = LOOKS_BETWEEN_TRIES;
            refused(
                    List.of(new ConfigProblem(
                            path.toString(),
                            0,
                            "",
                            "cannot be taken over yet (" + e.getMessage() + "); it is tried again.")),
                    e);
            return;
        }
        current = yaml;
        status = new ConfigStatus(
                path.toString(), yaml.files(), yaml.services().size(), clock.instant(), clock.instant(), List.of());
        logger.info(
                "{} was read again and holds now, with {} services",
                path,
                yaml.services().size());
    }

    /** Half-written or lost files: whoever means to have no services says so. */
    private List<ConfigProblem> emptied(TocsinYaml yaml) {
        Map<String, FileSummary> before =
                current.summaries().stream().collect(Collectors.toMap(FileSummary::name, Function.identity()));
        return yaml.summaries().stream()
                .filter(file -> !file.listed() && before.containsKey(file.name()))
                .filter(file -> before.get(file.name()).services() > 0)
                .map(file -> new ConfigProblem(
                        file.name(),
                        0,
                        "services",
                        "declares no services any more; write \"services: []\" if that is meant."))
                .toList();
    }

    private void refused(List<ConfigProblem> problems, RuntimeException cause) {
        ConfigStatus before = status;
        status = new ConfigStatus(
                before.path(), before.files(), before.services(), before.loadedAt(), clock.instant(), problems);
        if (!problems.equals(before.problems())) {
            logger.warn("The last good configuration stays, because {}", status.told(), cause);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
                logger.debug("A look at the configuration is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
