package dev.tocsin.events.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Settings NOTHING_SET = new Settings(Map.of());

    @Test
    void shouldAnswerWithTheFallbackWhereNothingIsSet() {
        assertThat(NOTHING_SET.text("x", "A", "B")).isEqualTo("x");
        assertThat(NOTHING_SET.secret("A").isEmpty()).isTrue();
        assertThat(NOTHING_SET.flag(true, "A")).isTrue();
        assertThat(NOTHING_SET.flag(false, "A")).isFalse();
        assertThat(NOTHING_SET.port(8000, "A")).isEqualTo(8000);
        assertThat(NOTHING_SET.whole(7, 1, 9, "A")).isEqualTo(7);
        assertThat(NOTHING_SET.duration(Duration.ofSeconds(5), "A")).isEqualTo(Duration.ofSeconds(5));
        assertThat(NOTHING_SET.address(null, "A")).isNull();
        assertThat(NOTHING_SET.list(List.of("x"), "A")).containsExactly("x");
    }

    @Test
    void shouldCountABlankValueAsNotSet() {
        Settings blank = new Settings(Map.of("A", "", "B", "  ", "C", "there"));

        assertThat(blank.text("fallback", "A", "B")).isEqualTo("fallback");
        assertThat(blank.text("fallback", "A", "B", "C")).isEqualTo("there");
        assertThat(blank.whole(3, 1, 9, "A")).isEqualTo(3);
        assertThat(blank.flag(true, "B")).isTrue();
    }

    @Test
    void shouldTakeTheFirstNameThatIsSet() {
        Settings both = new Settings(Map.of("TOCSIN_PORT", "9000", "APP_PORT", "8000"));

        assertThat(both.port(1, "TOCSIN_PORT", "APP_PORT")).isEqualTo(9000);
        assertThat(both.port(1, "TOCSIN_OTHER_PORT", "APP_PORT")).isEqualTo(8000);
    }

    @Test
    void shouldNotLookAtAnOlderNameWhenTheNewerOneIsBad() {
        Settings both = new Settings(Map.of("TOCSIN_PORT", "many", "APP_PORT", "8000"));

        assertThatThrownBy(() -> both.port(1, "TOCSIN_PORT", "APP_PORT")).isInstanceOf(BadSettingException.class);
    }

    @Test
    void shouldStripValues() {
        assertThat(set(" x y ").text("", "A")).isEqualTo("x y");
        assertThat(set(" 7 ").whole(1, 0, 9, "A")).isEqualTo(7);
    }

    @Test
    void shouldNotSeeChangesOfTheMapItWasMadeFrom() {
        Map<String, String> environment = new HashMap<>(Map.of("A", "before"));
        Settings settings = new Settings(environment);
        environment.put("A", "after");

        assertThat(settings.text("", "A")).isEqualTo("before");
    }

    @ParameterizedTest
    @CsvSource({
        "true, true", "1, true", "yes, true", "on, true",
        "false, false", "0, false", "no, false", "off, false"
    })
    void shouldReadFlags(String text, boolean flag) {
        assertThat(set(text).flag(!flag, "A")).isEqualTo(flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "maybe", "TRUE!", "tru e"})
    void shouldRefuseOtherFlags(String text) {
        assertThatThrownBy(() -> set(text).flag(true, "A"))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("A=" + text + " is not true or false; set it to one or unset it.");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "9, 9", "007, 7"})
    void shouldReadWholeNumbersUpToBothBounds(String text, long number) {
        assertThat(set(text).whole(5, 1, 9, "A")).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "-1", "1.5", "1e1", "x", "99999999999999999999", "0x1"})
    void shouldRefuseNumbersBeyondTheBoundsAndWhatIsNone(String text) {
        assertThatThrownBy(() -> set(text).whole(5, 1, 9, "A"))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("A=" + text + " is not a whole number from 1 to 9; set it to one or unset it.");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "65535, 65535"})
    void shouldReadEveryPort(String text, int port) {
        assertThat(set(text).port(1, "A")).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http"})
    void shouldRefuseWhatIsNoPort(String text) {
        assertThatThrownBy(() -> set(text).port(1, "A"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("a whole number from 0 to 65535");
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, 250",
        "30s, 30000",
        "30, 30000",
        "5m, 300000",
        "2h, 7200000",
        "1d, 86400000",
        "5 m, 300000",
        "0, 0",
        "999999999d, 86399999913600000"
    })
    void shouldReadDurationsAndABareNumberAsSeconds(String text, long millis) {
        assertThat(set(text).duration(Duration.ofSeconds(1), "A")).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "-5s", "1.5s", "5 minutes", "PT5S", "5S", "1000000000s"})
    void shouldRefuseOtherDurations(String text) {
        assertThatThrownBy(() -> set(text).duration(Duration.ofSeconds(1), "A"))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("A=" + text
                        + " is not a duration such as 250ms, 30s, 5m, 2h or 1d; set it to one or unset it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:9092", "https://hooks.example/services/T0?x=1", "http://[::1]/"})
    void shouldReadAddresses(String text) {
        assertThat(set(text).address(null, "A")).isEqualTo(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "ftp://hidden.example", "http:///hidden", "https://hidden example", "file:///hidden"
            })
    void shouldRefuseOtherAddressesWithoutRepeatingThem(String text) {
        assertThatThrownBy(() -> set(text).address(null, "A"))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("A is not an http or https address; set it to one or unset it.")
                .hasMessageNotContaining("hidden")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a,b|a;b", " a , b ,|a;b", "a,,b|a;b", "one|one"})
    void shouldReadListsWithoutTheirBlanks(String text, String expected) {
        assertThat(set(text).list(List.of("fallback"), "A")).containsExactly(expected.split(";"));
    }

    @Test
    void shouldReadAListOfNothingAsEmpty() {
        assertThat(set(",").list(List.of("fallback"), "A")).isEmpty();
    }

    @Test
    void shouldNotPrintASecret() {
        Secret secret = set("hunter2").secret("A");

        assertThat(secret.value()).isEqualTo("hunter2");
        assertThat(secret.isEmpty()).isFalse();
        assertThat(secret).hasToString("***");
        assertThat("in a sentence: " + Map.of("A", secret)).doesNotContain("hunter2");
    }

    private static Settings set(String value) {
        return new Settings(Map.of("A", value));
    }
}
