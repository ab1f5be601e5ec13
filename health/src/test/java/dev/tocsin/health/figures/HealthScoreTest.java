package dev.tocsin.health.figures;

import static dev.tocsin.health.figures.FiguresFixture.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.health.figures.HealthScore.Aspect;
import dev.tocsin.health.figures.HealthScore.Part;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HealthScoreTest {

    @Test
    void shouldBeAHundredWhenNothingCouldBeBetter() {
        HealthScore score = HealthScore.of(HEALTHY.figures(), 1, 1, false);

        assertThat(score.value()).isEqualTo(100);
        assertThat(score.parts()).extracting(Part::points).containsExactly(40.0, 30.0, 20.0, 10.0);
    }

    @Test
    void shouldBeZeroWhenEverythingFailed() {
        HealthScore score = HealthScore.of(HEALTHY.withErrorRate(1).withApdex(0).figures(), 0, -99, false);

        assertThat(score.value()).isZero();
    }

    @Test
    void shouldAddUpItsPartsByTheirWeights() {
        // Half of 90..100 %, 0.8, three fifths of 5 % left, a quarter left: 20 + 24 + 12 + 2.5.
        HealthScore score =
                HealthScore.of(HEALTHY.withErrorRate(0.02).withApdex(0.8).figures(), 0.95, 0.25, false);

        assertThat(score.value()).isEqualTo(58.5, within(1e-9));
        assertThat(score.parts())
                .extracting(Part::reason)
                .containsExactly("95 % of 24 h were good", "0.8 Apdex", "2 % failed", "25 % of the error budget left");
    }

    @Test
    void shouldLetTheOtherPartsWeighMoreWhenOneIsUnknown() {
        HealthScore score = HealthScore.of(HEALTHY.withApdex(0.5).figures(), Double.NaN, Double.NaN, false);

        // 15 of 30 and 20 of 20.
        assertThat(score.value()).isEqualTo(70, within(1e-9));
        assertThat(score.parts().get(0).points()).isNaN();
        assertThat(score.parts().get(0).reason()).isEqualTo("unknown");
    }

    @Test
    void shouldHaveNoScoreWhenNothingIsKnownOrTheServiceIsSilent() {
        assertThat(HealthScore.of(FiguresFixture.nothing(), Double.NaN, Double.NaN, false)
                        .value())
                .isNaN();
        assertThat(HealthScore.of(HEALTHY.figures(), 1, 1, true).value()).isNaN();
    }

    @Test
    void shouldWeighAHundredInAll() {
        assertThat(Arrays.stream(Aspect.values()).mapToInt(Aspect::weight).sum())
                .isEqualTo(100);
        assertThat(Aspect.BUDGET.wire()).isEqualTo("budget");
    }
}
