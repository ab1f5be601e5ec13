package dev.tocsin.benchmarks.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.benchmarks.fleet.FleetTopics;
import dev.tocsin.benchmarks.process.BenchFolder;
import dev.tocsin.benchmarks.process.ChildJvm;
import dev.tocsin.benchmarks.process.Machine;
import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.testkit.LoopbackSlack;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "latency",
        description = "Starts everything, puts it under load, and follows single results through it.",
        footer = {
            "",
            "live view: from producing a result until GET /services/{id}/health tells of it (asked every 5 ms);",
            "stored row: from the end of its 10 s slice plus the 2 s of disorder that are awaited until Postgres has it;",
            "Slack: from producing the deciding result of a service that is down until the request arrives."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class LatencyCommand implements Callable<Integer> {

    private static final List<String> STACK_OPTIONS = List.of("-Xms512m", "-Xmx2g", "-XX:+UseG1GC");
    /** The load runs for so long before anything is followed: compiling is not what is asked about. */
    private static final long SETTLE_MS = 30_000;

    /** So many services go all the ways before those that are counted. */
    private static final int WARM_UP = 10;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--rates",
            paramLabel = "N,M",
            split = ",",
            description = "Results of the fleet a second (default: 1000,10000,50000).")
    private List<Integer> rates = List.of(1_000, 10_000, 50_000);

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "100",
            description = "Results to follow of each kind at each rate (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--json", paramLabel = "FILE", description = "Where the figures go as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        spec.commandLine().getOut().println(Machine.describe());
        Path folder = BenchFolder.make();
        ObjectNode all = Json.mapper().createObjectNode();
        boolean complete = true;
        HttpServer target = target();
        try (LoopbackSlack slack = LoopbackSlack.start();
                ChildJvm stack = ChildJvm.start(
                        StackMain.class,
                        folder,
                        STACK_OPTIONS,
                        List.of(
                                folder.resolve("data").toString(),
                                declare(folder, target).toString(),
                                slack.webhook().toString()))) {
            StackMain.Addresses at = new ObjectMapper().readValue(stack.line(), StackMain.Addresses.class);
            new FleetTopics(at.kafka()).define(PacedFleet.plan(1), PacedFleet.NEVER_ALERTS);
            Map<String, ServiceDefinition> definitions = Declared.read(at.kafka(), allNames());
            ArrayNode lines = all.putArray("latency");
            for (int rate = 0; rate < rates.size(); rate++) {
                LatencyResult result = follow(rate, at, slack, definitions);
                complete &= result.complete();
                result.writeTo(lines.addObject());
            }
        } finally {
            target.stop(0);
            BenchFolder.delete(folder);
        }
        if (json != null) {
            Files.write(json, Json.encode(all));
        }
        return complete ? 0 : 1;
    }

    private LatencyResult follow(
            int rate, StackMain.Addresses at, LoopbackSlack slack, Map<String, ServiceDefinition> definitions)
            throws Exception {
        LiveView view = new LiveView(at.dashboard());
        int perSecond = rates.get(rate);
        PrintWriter out = spec.commandLine().getOut();
        try (Beacons beacons = new Beacons(at.kafka(), definitions);
                StoredRows rows = new StoredRows(at.jdbcUrl(), at.user(), at.password());
                PacedFleet fleet = PacedFleet.start(at.kafka(), perSecond)) {
            Thread.sleep(SETTLE_MS);
            LatencyResult result = new LatencyRun(perSecond, beacons, view, view.services(), rows, slack)
                    .follow(names("warm", WARM_UP, rate), names("well", samples, rate), names("down", samples, rate));
            out.println(result);
            if (fleet.behindMs() > 100) {
                out.println("  The sender was up to " + fleet.behindMs() + " ms behind: this machine is too slow.");
            }
            return result;
        }
    }

    private Set<String> allNames() {
        Set<String> all = new HashSet<>();
        for (int rate = 0; rate < rates.size(); rate++) {
            all.addAll(names("warm", WARM_UP, rate));
            all.addAll(names("well", samples, rate));
            all.addAll(names("down", samples, rate));
        }
        return all;
    }

    private static List<String> names(String kind, int count, int rate) {
        return IntStream.range(0, count)
                .mapToObj(i -> kind + "-" + rate + "-" + i)
                .toList();
    }

    /** They are probed too, but seldom, since what is followed comes from the bench itself. */
    private Path declare(Path folder, HttpServer target) throws IOException {
        StringBuilder yaml = new StringBuilder("services:\n");
        for (String name : allNames()) {
            yaml.append("  - name: ").append(name).append('\n');
            yaml.append("    url: http://127.0.0.1:")
                    .append(target.getAddress().getPort())
                    .append("/\n    interval: 1h\n    failures_to_alert: 1\n    quorum: 1\n");
        }
        return Files.writeString(folder.resolve("tocsin.yml"), yaml);
    }

    private static HttpServer target() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
