package dev.tocsin.gateway.self;

import static dev.tocsin.gateway.self.Gateways.requests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.gateway.self.DetailedHealth.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetailedHealthTest {

    private static DetailedHealth of(double cpu, long resident, long active, String... troubles) {
        return DetailedHealth.of(Gateways.with(cpu, resident, requests(0, 0), active), List.of(troubles));
    }

    @Test
    void shouldBeHealthyWhenEveryFigureIsAtItsLimit() {
        assertThat(of(80, 850, 100)).isEqualTo(new DetailedHealth(Status.HEALTHY, List.of()));
    }

    @Test
    void shouldWarnOfEachFigureByItself() {
        assertThat(of(83.24, 0, 0)).isEqualTo(new DetailedHealth(Status.WARNING, List.of("High CPU usage: 83.2%")));
        assertThat(of(0, 900, 0)).isEqualTo(new DetailedHealth(Status.WARNING, List.of("High memory usage: 90.0%")));
        assertThat(of(0, 0, 101))
                .isEqualTo(new DetailedHealth(Status.WARNING, List.of("High request load: 101 active requests")));
    }

    @Test
    void shouldBeCriticalWhenProcessorsAndMemoryAreShortTogether() {
        assertThat(of(90, 900, 101).status()).isEqualTo(Status.CRITICAL);
        assertThat(of(90, 900, 101).issues()).hasSize(3);
    }

    @Test
    void shouldBeCriticalWhenSomethingIsMissingThatItNeeds() {
        assertThat(of(0, 0, 0, "Kafka does not answer."))
                .isEqualTo(new DetailedHealth(Status.CRITICAL, List.of("Kafka does not answer.")));
    }
}
