package dev.tocsin.benchmarks.api;

import dev.tocsin.benchmarks.process.BenchFolder;
import dev.tocsin.benchmarks.process.BrokerMain;
import dev.tocsin.benchmarks.process.ChildJvm;
import dev.tocsin.benchmarks.process.Machine;
import dev.tocsin.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "api",
        description = "Fills a history, starts a gateway on it, and counts and times what it answers.",
        footer = {
            "",
            "Requests at a rate are timed from the moment when they were due. The bare handler hands each sample to the same",
            "broker with the same settings and awaits its acknowledgement, and does nothing else; it runs in the same run."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class ApiCommand implements Callable<Integer> {

    private static final List<String> GATEWAY_OPTIONS = List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC");
    private static final List<String> BARE_OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Registered services (default: ${DEFAULT-VALUE}).")
    private int services;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "History in the tables (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long each thing is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Where the figures go as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.describe());
        out.flush();
        Path folder = BenchFolder.make();
        ApiTable table = new ApiTable(out);
        try (ChildJvm broker = ChildJvm.start(
                        BrokerMain.class,
                        folder.resolve("broker"),
                        List.of("-Xmx640m"),
                        List.of(folder.resolve("kafka").toString()));
                EmbeddedPostgres postgres = EmbeddedPostgres.start(Files.createDirectories(folder.resolve("pg")), 0)) {
            String kafka = broker.line();
            fill(kafka, postgres, folder, table, out);
            try (ChildJvm gateway = gateway(kafka, postgres, folder)) {
                int port = Integer.parseInt(gateway.line());
                new ApiRun(table, port, services, seconds).reads();
                // Before there are a million samples to stream.
                new LiveRun(table, port, seconds).follow();
                try (ChildJvm bare =
                        ChildJvm.start(BareProcess.class, folder.resolve("bare"), BARE_OPTIONS, List.of(kafka))) {
                    new ApiRun(table, port, services, seconds).writes(Integer.parseInt(bare.line()));
                }
            }
        } finally {
            BenchFolder.delete(folder);
        }
        if (json != null) {
            Files.write(json, table.json());
        }
        return table.isReached() ? 0 : 1;
    }

    /** The tables are the gateway's, so it starts once before they are filled, and tells only of itself. */
    private void fill(String kafka, EmbeddedPostgres postgres, Path folder, ApiTable table, PrintWriter out)
            throws Exception {
        try (ChildJvm gateway = gateway(kafka, postgres, folder)) {
            new ApiRun(table, Integer.parseInt(gateway.line()), 0, seconds).self();
        }
        long began = System.nanoTime();
        long rows = new SeededHistory(postgres, services).fill(System.currentTimeMillis(), days);
        out.printf(
                "%,d windows of %,d services stored in %d s.%n",
                rows, services, (System.nanoTime() - began) / 1_000_000_000);
        out.flush();
    }

    private static ChildJvm gateway(String kafka, EmbeddedPostgres postgres, Path folder) throws Exception {
        return ChildJvm.start(
                GatewayProcess.class,
                folder.resolve("gateway"),
                GATEWAY_OPTIONS,
                List.of(
                        kafka,
                        postgres.jdbcUrl(),
                        postgres.user(),
                        postgres.password().value()));
    }
}
