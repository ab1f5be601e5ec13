package dev.tocsin.health.incident;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentIdTest {

    /** Computed with another implementation of UUIDv5 for namespace 6f0b7c1e-54b3-4c0e-9a53-2f1d7f6f9a01. */
    @ParameterizedTest
    @CsvSource({
        "service/checkout/consecutive-failures, 1760000001123, 2dedd6fe-06ea-5c43-a092-f00fb61535fe",
        "service/käse/anomaly/latency, -1, 4944cfce-bef6-5caf-ad15-df86574478e9"
    })
    void shouldBeTheUuidOfVersion5(String fingerprint, long openedAt, String id) {
        assertThat(IncidentId.of(fingerprint, openedAt)).hasToString(id);
    }

    @Test
    void shouldBeOfVersion5AndTheStandardVariantAlways() {
        for (int i = 0; i < 1_000; i++) {
            var id = IncidentId.of("service/x/rule", i);
            assertThat(id.version()).isEqualTo(5);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @Test
    void shouldDifferByFingerprintAndByTime() {
        assertThat(IncidentId.of("a", 1)).isEqualTo(IncidentId.of("a", 1));
        assertThat(IncidentId.of("a", 1)).isNotEqualTo(IncidentId.of("a", 2)).isNotEqualTo(IncidentId.of("b", 1));
    }
}
