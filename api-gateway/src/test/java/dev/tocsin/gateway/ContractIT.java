package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.events.Topics;
import dev.tocsin.gateway.board.Observed;
import dev.tocsin.testkit.contract.ContractRunner;
import dev.tocsin.testkit.contract.Operation;
import dev.tocsin.testkit.contract.Provocations;
import dev.tocsin.testkit.contract.Server;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The document against a running gateway: neither has a route that the other lacks, and every operation answers as it says.
 * Who adds a route writes it into {@code openapi.yaml} with an example, and it is tested here.
 */
class ContractIT {

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    private static Server server;
    private static ContractRunner runner;

    @BeforeAll
    static void writeWhatJobsWouldHaveWritten() throws SQLException {
        String id = json(gateway.post("/services", "{\"name\": \"Stored\", \"url\": \"http://a.example\"}"))
                .get("id")
                .asText();
        long now = System.currentTimeMillis();
        Observed checks = new Observed("stored", "eu-1");
        Observed cpu = new Observed(new SeriesKey(EntityKind.HOST, "web-1", Source.HOST, Metric.CPU, ""));
        Observed latency = new Observed(new SeriesKey(EntityKind.SERVICE, "api", Source.TELEMETRY, Metric.LATENCY, ""));
        for (long at = now - 600_000; at < now; at += 10_000) {
            checks.check(at, CheckStatus.OK, 88.2);
            cpu.check(at, CheckStatus.OK, 12.5);
            latency.check(at, CheckStatus.OK, 97.5);
        }
        for (Observed observed : new Observed[] {checks, cpu, latency}) {
            StoredRows.store(gateway.postgres(), observed.finals(now));
        }
        gateway.restart();
        Fed.write(gateway, Topics.HOST_SAMPLES, Map.of("web-1", Fed.host("web-1", 12.5, List.of())));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(gateway.get("/metrics/json").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
        });
        server = new Server(gateway.address("http", "/"), Map.of());
        runner = new ContractRunner(server, Map.of("ServiceId", () -> id), Instant.ofEpochMilli(now));
    }

    @Test
    void shouldDocumentEveryRouteAndHaveEveryRouteThatIsDocumented() {
        Set<String> routes = gateway.app().routes();
        Set<String> documented = runner.contract().routes();

        assertThat(without(routes, documented))
                .as("routes that openapi.yaml lacks; write each under paths, with its method, parameters, an example of"
                        + " each body and all answers, in the order of the alphabet")
                .isEmpty();
        assertThat(without(documented, routes))
                .as("operations of openapi.yaml that no route answers; take them out or register the routes")
                .isEmpty();
    }

    private static Set<String> without(Set<String> all, Set<String> known) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(known);
        return rest;
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerEachExampleAsDocumented() {
        return runner.contract().operations().stream().flatMap(operation -> operation.examples().keySet().stream()
                .map(example -> DynamicTest.dynamicTest(
                        operation + " " + example, () -> assertThat(runner.execute(operation, example, false))
                                .isEmpty())));
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerEachErrorAsDocumented() {
        Provocations provocations = new Provocations(server, runner);
        return each(operation -> assertThat(provocations.provoke(operation)).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepToTheProtocolOnEachPath() {
        Provocations provocations = new Provocations(server, runner);
        return each(
                operation -> assertThat(provocations.provokeProtocol(operation)).isEmpty());
    }

    private static Stream<DynamicTest> each(Consumer<Operation> test) {
        return runner.contract().operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> test.accept(operation)));
    }
}
