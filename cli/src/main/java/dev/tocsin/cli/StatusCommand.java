package dev.tocsin.cli;

import dev.tocsin.allinone.machine.ProcessTree;
import dev.tocsin.allinone.machine.StatusReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "Says how each part of a running Tocsin is, and what it costs.",
        footer = {"", "Exit code 0: all is well; 1: some part is not, or none runs."},
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class StatusCommand implements Callable<Integer> {

    private static final int WELL = 0;
    private static final int NOT_WELL = 1;
    private static final Duration OVERDUE = Duration.ofSeconds(15);

    private final CommandContext context;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The data directory of the Tocsin that is meant (default: the one that runs).")
    private Path dataDirectory;

    StatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path directory = dataDirectory == null
                ? running(new DataPlaces(context.home()))
                : dataDirectory.toAbsolutePath().normalize();
        PrintWriter out = context.out();
        Optional<StatusReport> found = StatusReport.read(directory);
        if (found.isEmpty()) {
            out.println("No Tocsin runs on " + directory + "; start one with ./tocsin demo or ./tocsin up.");
            return NOT_WELL;
        }
        StatusReport report = found.get();
        ProcessTree tree = new ProcessTree(report.pid());
        if (!tree.isAlive()) {
            out.println("The Tocsin on " + directory + " was killed (process " + report.pid()
                    + "); start it again the same way and it goes on where it was.");
            return NOT_WELL;
        }
        print(out, report, tree);
        Duration silence = Duration.ofMillis(context.clock().millis() - report.at());
        if (silence.compareTo(OVERDUE) > 0) {
            out.println("It has not reported for " + time(silence) + ", though every other second is usual; see "
                    + directory.resolve("logs").resolve(Logs.FILE) + ".");
            return NOT_WELL;
        }
        return report.healthy() ? WELL : NOT_WELL;
    }

    /** One that runs, though another may have been started later and stopped since; otherwise the one started last. */
    private static Path running(DataPlaces places) {
        return places.likely().stream()
                .filter(place -> StatusReport.read(place)
                        .map(report -> new ProcessTree(report.pid()).isAlive())
                        .orElse(false))
                .findFirst()
                .orElseGet(places::last);
    }

    private static void print(PrintWriter out, StatusReport report, ProcessTree tree) {
        out.println("Tocsin " + report.command() + ", process " + report.pid() + ", since "
                + time(Duration.ofMillis(report.at() - report.startedAt())));
        report.addresses().forEach((name, address) -> line(out, name, address));
        out.println();
        for (StatusReport.Part part : report.parts()) {
            line(out, part.name(), (part.healthy() ? "ok    " : "BAD   ") + part.detail());
        }
        out.println();
        line(out, "processors", processors(report));
        line(out, "memory", memory(tree));
    }

    private static String processors(StatusReport report) {
        return report.processorCores() == null
                ? "not known yet"
                : String.format(
                        Locale.ROOT,
                        "%.2f of one, over the last %d s",
                        report.processorCores(),
                        report.processorSpanMs() / 1000);
    }

    private static String memory(ProcessTree tree) {
        OptionalLong bytes = tree.memory();
        return bytes.isEmpty()
                ? "not known on this system"
                : String.format(
                        Locale.ROOT,
                        "%.2f GiB (PSS of %d processes)",
                        bytes.getAsLong() / (double) (1L << 30),
                        tree.pids().size());
    }

    private static void line(PrintWriter out, String name, String text) {
        out.println(String.format(Locale.ROOT, "  %-20s  %s", name, text));
    }

    private static String time(Duration duration) {
        return duration.toMinutes() == 0
                ? duration.toSeconds() + " s"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
