package dev.tocsin.health.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @Test
    void shouldWriteLists() {
        assertThat(Wording.list(List.of())).isEmpty();
        assertThat(Wording.list(List.of("a"))).isEqualTo("a");
        assertThat(Wording.list(List.of("a", "b"))).isEqualTo("a and b");
        assertThat(Wording.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }

    /** The numbers stand in the tests' names, on wires and in tables. */
    @ParameterizedTest
    @CsvSource({
        "CONSECUTIVE_FAILURES, 1, consecutive-failures, 1, 1",
        "TIERED_THRESHOLDS, 2, tiered-thresholds, 2, 2",
        "MULTI_SIGNAL, 3, multi-signal, 2, 2",
        "ANOMALY, 4, anomaly, 1, 3",
        "TELEMETRY_THRESHOLD, 5, telemetry-threshold, 1, 3",
        "SILENCE, 6, silence, 1, 1",
        "SLO_BURN, 7, slo-burn, 2, 2"
    })
    void shouldKeepNumbersNamesAndHoldsOfRules(Rule rule, int number, String wire, int toOpen, int toResolve) {
        assertThat(rule.number()).isEqualTo(number);
        assertThat(rule.wire()).isEqualTo(wire);
        assertThat(rule.hold().toOpen()).isEqualTo(toOpen);
        assertThat(rule.hold().toResolve()).isEqualTo(toResolve);
        assertThat(rule.ordinal()).isEqualTo(number - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "500, 500 ms",
        "1000, 1 second",
        "90000, 90 seconds",
        "60000, 1 minute",
        "180000, 3 minutes",
        "3600000, 1 hour",
        "7200000, 2 hours",
        "5400000, 90 minutes"
    })
    void shouldSayADurationInOneUnit(long millis, String text) {
        assertThat(Wording.duration(millis)).isEqualTo(text);
    }
}
