package dev.tocsin.health.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.004, 0",
        "0.35, 0.35",
        "12.5, 12.5",
        "100, 100",
        "812.4, 812",
        "99.999, 100",
        "1000000, 1000000",
        "10, 10",
        "20.0, 20",
        "-3.5, -3.5"
    })
    void shouldWriteNumbersWithoutDecimalsThatSayNothing(double value, String text) {
        assertThat(Numbers.plain(value)).isEqualTo(text);
    }

    @Test
    void shouldWriteNumbersTheSameOnEveryMachine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Numbers.plain(0.35)).isEqualTo("0.35");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldWriteAUnitBehindItsNumber() {
        assertThat(Numbers.quantity(812, "ms")).isEqualTo("812 ms");
        assertThat(Numbers.quantity(0.8, "")).isEqualTo("0.8");
    }
}
