package dev.tocsin.gateway.self;

import static dev.tocsin.gateway.self.Gateways.requests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.gateway.self.Conditions.Entry;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    @Test
    void shouldHaveNothingToSayWhenEveryFigureIsAtItsLimit() {
        Conditions conditions = Conditions.of(Gateways.with(64, 680, requests(100, 5), 100));

        assertThat(conditions.active()).isEmpty();
        assertThat(conditions.warnings()).isEmpty();
    }

    @Test
    void shouldWarnAboveFourFifthsOfALimit() {
        Conditions conditions = Conditions.of(Gateways.with(80, 850, requests(100, 0), 0));

        assertThat(conditions.active()).isEmpty();
        assertThat(conditions.warnings())
                .extracting(Entry::type, Entry::threshold)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("cpu_warning", 64.0),
                        org.assertj.core.groups.Tuple.tuple("memory_warning", 68.0));
    }

    @Test
    void shouldNameEachFigureAboveItsLimitWithFigureAndLimit() {
        Conditions conditions = Conditions.of(Gateways.with(80.1, 851, requests(100, 6), 101));

        assertThat(conditions.warnings()).isEmpty();
        assertThat(conditions.active())
                .extracting(Entry::type)
                .containsExactly("high_cpu", "high_memory", "high_error_rate", "high_load");
        assertThat(conditions.active().get(1))
                .isEqualTo(new Entry("high_memory", 85.1, 85, "The process holds 85.1 % of the RAM; the limit is 85"));
        assertThat(conditions.active().get(2).message())
                .isEqualTo("6.0 % of the requests of the last 5 minutes were answered with 5xx; the limit is 5");
    }

    @Test
    void shouldNotCallAShareHighThatFewRequestsMake() {
        assertThat(Conditions.of(Gateways.with(0, 0, requests(19, 19), 0)).active())
                .isEmpty();
    }
}
