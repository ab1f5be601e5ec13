package dev.tocsin.events.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.service.RunningService.Condition;
import org.junit.jupiter.api.Test;

class RunningServiceTest {

    @Test
    void shouldSayWhetherAndWhy() {
        assertThat(Condition.healthy("sampling")).isEqualTo(new Condition(true, "sampling"));
        assertThat(Condition.unhealthy("no broker")).isEqualTo(new Condition(false, "no broker"));
    }
}
