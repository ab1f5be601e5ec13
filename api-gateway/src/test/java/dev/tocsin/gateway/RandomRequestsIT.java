package dev.tocsin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.contract.Answer;
import dev.tocsin.testkit.contract.RandomRequests;
import dev.tocsin.testkit.contract.RandomRequests.Drawn;
import dev.tocsin.testkit.contract.Server;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
