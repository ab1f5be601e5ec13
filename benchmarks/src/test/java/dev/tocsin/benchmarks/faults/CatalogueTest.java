package dev.tocsin.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.service.BadSettingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void shouldHoldEveryFaultOnce() {
        assertThat(Catalogue.ALL)
                .extracting(Fault::id)
                .containsExactlyInAnyOrder(
                        "F1", "F2", "F3", "F4", "K1", "K3", "K5", "P1", "P2", "P3", "T1", "T2", "T4", "I1", "I2", "I3",
                        "U1", "U2");
    }

    @Test
    void shouldFindFaultsByIdInTheOrderOfTheCatalogue() {
        assertThat(Catalogue.of(List.of("t1", "F3"))).extracting(Fault::id).containsExactly("F3", "T1");
    }

    @Test
    void shouldSayWhichFaultsThereAreWhenAskedForAnother() {
        assertThatThrownBy(() -> Catalogue.of(List.of("Z9")))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("Z9")
                .hasMessageContaining("F1");
    }
}
