package dev.tocsin.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.allinone.machine.DataDirectory;
import dev.tocsin.testkit.LoopbackSlack;
import dev.tocsin.testkit.contract.ContractRunner;
import dev.tocsin.testkit.contract.Operation;
import dev.tocsin.testkit.contract.Provocations;
import dev.tocsin.testkit.contract.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each operation of the gateway's document against the whole running system: probes, jobs, Kafka, Postgres, Redis. What is
 * measured, computed and told there has to fill the answers as their examples are filled.
 */
class ContractIT {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static final LoopbackSlack slack = LoopbackSlack.start();
    private static HttpServer sound;
    private static HttpServer broken;
    private static DataDirectory directory;
    private static RunningTocsin tocsin;
    private static Server server;
    private static ContractRunner runner;

    @BeforeAll
    static void start() throws IOException {
        sound = answering(200);
        broken = answering(503);
        Path config = Files.writeString(folder.resolve("tocsin.yml"), """
                services:
                  - name: Sound
                    url: http://127.0.0.1:%d/
                    interval: 1s
                    timeout: 1s
                  - name: Broken
                    url: http://127.0.0.1:%d/
                    interval: 1s
                    timeout: 1s
                """.formatted(
                        sound.getAddress().getPort(), broken.getAddress().getPort()));
        directory = DataDirectory.take(folder.resolve("data"));
        tocsin = AllInOneApp.start(
                new AllInOneConfig(
                        "up",
                        0,
                        0,
                        Optional.of(config),
                        Optional.empty(),
                        Map.of(
                                "TOCSIN_SLACK_WEBHOOK_URL",
                                slack.webhook().toString(),
                                "TOCSIN_PROBE_ALLOW",
                                "127.0.0.0/8")),
                directory,
                new Silence());
        server = new Server(URI.create(tocsin.addresses().get("Dashboard")), Map.of());
        runner = new ContractRunner(
                server,
                Map.of(
                        "ServiceId",
                        () -> found("/services", "/0/id"),
                        "HostName",
                        () -> found("/board", "/hosts/0/host")),
                Instant.now());
        // What the other examples ask for.
        for (String maker : List.of("ingest", "createItem")) {
            Operation operation = runner.contract().operation(maker);
            operation.examples().keySet().forEach(example -> assertThat(runner.execute(operation, example, true))
                    .isEmpty());
        }
    }

    private static String found(String path, String pointer) {
        return server.get(path).json().at(pointer).asText();
    }

    private static HttpServer answering(int status) throws IOException {
        HttpServer answering = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answering.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        answering.start();
        return answering;
    }

    @AfterAll
    static void stop() throws IOException {
        if (tocsin != null) {
            tocsin.close();
        }
        directory.close();
        sound.stop(0);
        broken.stop(0);
        slack.close();
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerEachExampleAsDocumented() {
        return runner.contract().operations().stream().flatMap(operation -> operation.examples().keySet().stream()
                .map(example -> DynamicTest.dynamicTest(operation + " " + example, () -> execute(operation, example))));
    }

    private static void execute(Operation operation, String example) {
        if (operation.isSafe()) {
            // A slice has to end and to be recorded first.
            await().atMost(LONG_ENOUGH).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(
                            runner.execute(operation, example, true))
                    .isEmpty());
        } else {
            assertThat(runner.execute(operation, example, true)).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerEachErrorAsDocumented() {
        Provocations provocations = new Provocations(server, runner);
        List<Operation> operations = runner.contract().operations();
        return operations.stream()
                .map(operation ->
                        DynamicTest.dynamicTest(operation.toString(), () -> assertThat(provocations.provoke(operation))
                                .isEmpty()));
    }
}
