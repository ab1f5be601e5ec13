package dev.tocsin.job.intake;

import static dev.tocsin.job.Fixtures.T0;
import static dev.tocsin.job.intake.DiscoveredServices.FORGOTTEN_AFTER_MS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiscoveredServicesTest {

    private final DiscoveredServices services = new DiscoveredServices();

    @Test
    void shouldGiveThePlaceOfOneThatIsForgottenToANewOne() {
        services.hasPlace("old", T0, 2);
        services.hasPlace("young", T0 + 1, 2);

        assertThat(services.hasPlace("new", T0 + FORGOTTEN_AFTER_MS, 2)).isFalse();
        assertThat(services.hasPlace("new", T0 + FORGOTTEN_AFTER_MS + 1, 2)).isTrue();
        assertThat(services.hasPlace("old", T0 + FORGOTTEN_AFTER_MS + 1, 2)).isFalse();
        assertThat(services.hasPlace("young", T0 + FORGOTTEN_AFTER_MS + 1, 2)).isTrue();
    }

    @Test
    void shouldKeepThePlaceOfOneThatIsHeardOf() {
        services.hasPlace("a", T0, 1);
        services.hasPlace("a", T0 + FORGOTTEN_AFTER_MS, 1);

        assertThat(services.hasPlace("b", T0 + FORGOTTEN_AFTER_MS + 2, 1)).isFalse();
    }

    @Test
    void shouldNotTakeALateRecordForAnOldService() {
        services.hasPlace("a", T0 + FORGOTTEN_AFTER_MS, 1);
        services.hasPlace("a", T0, 1);

        assertThat(services.hasPlace("b", T0 + FORGOTTEN_AFTER_MS + 2, 1)).isFalse();
    }
}
