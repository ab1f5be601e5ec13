package dev.tocsin.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.HostSample;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.contract.Answer;
import dev.tocsin.testkit.contract.RandomRequests;
import dev.tocsin.testkit.contract.RandomRequests.Drawn;
import dev.tocsin.testkit.contract.Server;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever is sent, the gateway does not fail and answers as it is documented. {@code -Dtocsin.random.requests=10000} sends
 * more, {@code -Dtocsin.random.seed=…} sends the same again.
 */
class RandomRequestsIT {

    private static final int DEFAULT_REQUESTS = 1_000;
    private static final int ENOUGH_PROBLEMS = 20;

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    /** A machine that tells of itself once an hour, so that it is there all the time, and a gateway that is ready. */
    @BeforeAll
    static void awaitAllThatAnswers() {
        HostSample read = Fed.host("web-1", 12.5, List.of());
        HostSample machine = new HostSample(
                read.id(), read.host(), read.timestamp(), 3_600_000, read.cpu(), read.memory(), read.gpu());
        Fed.write(gateway, Topics.HOST_SAMPLES, Map.of("web-1", machine));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(gateway.get("/metrics/json").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
        });
    }

    @Test
    void shouldNeverFailWhateverIsSent() {
        int requests = Integer.getInteger("tocsin.random.requests", DEFAULT_REQUESTS);
        long seed = Long.getLong("tocsin.random.seed", new Random().nextInt(1_000_000));
        Server server = new Server(gateway.address("http", "/"), Map.of());
        RandomRequests random = new RandomRequests(server.contract(), seed);
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        String before = "";

        for (int i = 0; i < requests && problems.size() < ENOUGH_PROBLEMS; i++) {
            Drawn drawn = random.next();
            Answer answer;
            try {
                answer = server.send(drawn.request());
            } catch (UncheckedIOException e) {
                // The answer before it should have told that the connection ends.
                problems.add(drawn.request() + "\n  was not answered, after " + before);
                continue;
            }
            before = drawn.request() + ", which was answered " + answer;
            statuses.merge(answer.status(), 1, Integer::sum);
            random.problems(drawn, answer).forEach(problem -> problems.add(drawn.request() + "\n  " + problem));
        }

        System.out.println(requests + " random requests of seed " + seed + " were answered " + statuses);
        assertThat(problems).as("-Dtocsin.random.seed=" + seed).isEmpty();
        assertThat(statuses.keySet()).as("the draw reaches all kinds").contains(200, 404, 405, 422);
    }
}
