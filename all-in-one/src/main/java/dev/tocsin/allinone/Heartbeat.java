package dev.tocsin.allinone;

import dev.tocsin.allinone.machine.ProcessTree;
import dev.tocsin.allinone.machine.ProcessorShare;
import dev.tocsin.allinone.machine.StatusReport;
import dev.tocsin.events.service.RunningService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every part how it is, writes the status report, and tells when a part's health changes. */
final class Heartbeat implements RunningService {

    private static final Logger logger = LoggerFactory.getLogger(Heartbeat.class);

    private static final long BEAT_SECONDS = 2;

    private final Path dataDirectory;
    private final String command;
    private final Map<String, String> addresses;
    private final Supplier<List<RunningService>> parts;
    private final Consumer<News> news;
    private final Clock clock;
    private final long startedAt;
    private final ProcessTree tree = new ProcessTree(ProcessHandle.current().pid());
    private final ProcessorShare processors = new ProcessorShare();
    private final Set<String> wellOnce = new HashSet<>();
    private final Set<String> unwell = new HashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String trouble = "";

    private Heartbeat(
            Path dataDirectory,
            String command,
            Map<String, String> addresses,
            Supplier<List<RunningService>> parts,
            Consumer<News> news,
            Clock clock) {
        this.dataDirectory = dataDirectory;
        this.command = command;
        this.addresses = addresses;
        this.parts = parts;
        this.news = news;
        this.clock = clock;
        this.startedAt = clock.millis();
    }

    static Heartbeat start(
            Path dataDirectory,
            String command,
            Map<String, String> addresses,
            Supplier<List<RunningService>> parts,
            Consumer<News> news,
            Clock clock) {
        Heartbeat heartbeat = new Heartbeat(dataDirectory, command, addresses, parts, news, clock);
        heartbeat.timer.scheduleWithFixedDelay(heartbeat::beat, 0, BEAT_SECONDS, TimeUnit.SECONDS);
        return heartbeat;
    }

    @Override
    public String name() {
        return "heartbeat";
    }

    @Override
    public Condition condition() {
        return trouble.isEmpty() ? Condition.healthy("every " + BEAT_SECONDS + " s") : Condition.unhealthy(trouble);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
            StatusReport.remove(dataDirectory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            logger.warn("The status report in {} cannot be removed; it will be overwritten.", dataDirectory, e);
        }
    }

    private void beat() {
        try {
            List<StatusReport.Part> conditions =
                    parts.get().stream().map(this::ask).toList();
            processors.read(clock.instant(), tree.processorTime());
            Optional<ProcessorShare.Share> share = processors.share();
            new StatusReport(
                            ProcessHandle.current().pid(),
                            command,
                            startedAt,
                            clock.millis(),
                            addresses,
                            conditions,
                            share.map(ProcessorShare.Share::cores).orElse(null),
                            share.map(known -> known.over().toMillis()).orElse(null))
                    .write(dataDirectory);
            trouble = "";
        } catch (IOException | RuntimeException e) {
            // The next beat tries again; a timer that dies silently would leave an old report standing.
            trouble = "cannot report the status (" + e + "); make room or rights in " + dataDirectory;
            logger.warn("The heartbeat missed a beat.", e);
        }
    }

    private StatusReport.Part ask(RunningService part) {
        RunningService.Condition condition = part.condition();
        // Whatever has not been well yet is still starting.
        if (condition.healthy()) {
            wellOnce.add(part.name());
            if (unwell.remove(part.name())) {
                news.accept(new News(clock.instant(), News.Kind.PART, part.name(), "is well again"));
            }
        } else if (wellOnce.contains(part.name()) && unwell.add(part.name())) {
            news.accept(new News(clock.instant(), News.Kind.PART, part.name(), "is not well: " + condition.detail()));
        }
        return new StatusReport.Part(part.name(), condition.healthy(), condition.detail());
    }
}
