package dev.tocsin.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareConfigTest {

    private static HardwareConfig with(Map<String, String> environment) {
        return HardwareConfig.from(new Settings(environment));
    }

    @Test
    void shouldWatchThisMachineOnLoopbackByDefault() {
        assertThat(with(Map.of()))
                .isEqualTo(new HardwareConfig(
                        "127.0.0.1:9092", Optional.empty(), Duration.ofSeconds(5), "127.0.0.1", OptionalInt.of(8001)));
    }

    @Test
    void shouldTakeEverySetting() {
        assertThat(with(Map.of(
                        "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "k1:9092,k2:9092",
                        "TOCSIN_HOST_NAME", "web-1",
                        "TOCSIN_HARDWARE_INTERVAL", "1s",
                        "TOCSIN_HARDWARE_HOST", "0.0.0.0",
                        "TOCSIN_HARDWARE_PORT", "0")))
                .isEqualTo(new HardwareConfig(
                        "k1:9092,k2:9092", Optional.of("web-1"), Duration.ofSeconds(1), "0.0.0.0", OptionalInt.of(0)));
    }

    @Test
    void shouldServeNothingWhenThePortIsOff() {
        assertThat(with(Map.of("TOCSIN_HARDWARE_PORT", "off")).httpPort()).isEmpty();
    }

    @Test
    void shouldKnowTheOlderNameOfTheBrokers() {
        assertThat(with(Map.of("KAFKA_BOOTSTRAP_SERVERS", "old:9092")).bootstrapServers())
                .isEqualTo("old:9092");
    }

    @ParameterizedTest
    @CsvSource({
        "TOCSIN_HARDWARE_INTERVAL, 100ms, between 250ms and 1d",
        "TOCSIN_HARDWARE_INTERVAL, 2d, between 250ms and 1d",
        "TOCSIN_HARDWARE_INTERVAL, often, a duration",
        "TOCSIN_HARDWARE_PORT, 65536, a whole number from 0 to 65535",
        "TOCSIN_HARDWARE_PORT, none, a whole number"
    })
    void shouldRefuseABadValueAndNameItsKey(String key, String value, String remedy) {
        assertThatThrownBy(() -> with(Map.of(key, value)))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(remedy);
    }

    @Test
    void shouldRefuseAHostNameThatNoRecordCanCarry() {
        assertThatThrownBy(() -> with(Map.of("TOCSIN_HOST_NAME", "x".repeat(201))))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("TOCSIN_HOST_NAME has 201 characters");
    }
}
