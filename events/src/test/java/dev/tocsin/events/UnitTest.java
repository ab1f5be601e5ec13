package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {

    @ParameterizedTest
    @CsvSource({
        "MILLISECONDS, 1000",
        "PERCENT, 1000",
        "PER_SECOND, 1000",
        "CELSIUS, 1000",
        "WATTS, 1000",
        "FRACTION, 1000000",
        "BYTES, 1",
        "COUNT, 1"
    })
    void shouldScaleByThisFactorForEver(Unit unit, long scale) {
        assertThat(unit.scale()).isEqualTo(scale);
    }

    @ParameterizedTest
    @CsvSource({
        "MILLISECONDS, 0, 0",
        "MILLISECONDS, -0.0, 0",
        "MILLISECONDS, 123.456, 123456",
        "MILLISECONDS, 0.0004999, 0",
        "MILLISECONDS, 0.0005, 1",
        "MILLISECONDS, 0.0015, 2",
        "FRACTION, 0.05, 50000",
        "FRACTION, 4.9E-7, 0",
        "FRACTION, 5.0E-7, 1",
        "COUNT, 0.49999999999999994, 0",
        "COUNT, 0.5, 1",
        "COUNT, 2.5, 3",
        "COUNT, 4.9E-324, 0"
    })
    void shouldRoundToTheNearestStepAndHalvesUp(Unit unit, double value, long scaled) {
        assertThat(unit.toScaled(value)).isEqualTo(scaled);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAcceptTheLargestValueAndRefuseTheNextOne(Unit unit) {
        double largest = unit.fromScaled(Unit.MAX_SCALED);

        assertThat(unit.toScaled(largest)).isEqualTo(Unit.MAX_SCALED);
        assertThatThrownBy(() -> unit.toScaled(unit.fromScaled(Unit.MAX_SCALED + 1)))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.code())
                        .isEqualTo("bad-value"))
                .hasMessageContaining("at most");
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {-1, -1e-300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE})
    void shouldRefuseWhatIsNegativeNotFiniteOrHuge(double value) {
        for (Unit unit : Unit.values()) {
            assertThatThrownBy(() -> unit.toScaled(value)).isInstanceOf(MalformedRecordException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackEveryScaledValue(Unit unit) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            long scaled = random.nextLong(Unit.MAX_SCALED + 1) >> random.nextInt(40);
            assertThat(unit.toScaled(unit.fromScaled(scaled))).isEqualTo(scaled);
        }
    }

    @Test
    void shouldNameTheUnitInTheRefusal() {
        assertThatThrownBy(() -> Unit.PERCENT.toScaled(1e12)).hasMessageEndingWith("%");
    }
}
