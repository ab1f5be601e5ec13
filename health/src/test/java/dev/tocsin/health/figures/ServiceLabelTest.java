package dev.tocsin.health.figures;

import static dev.tocsin.health.figures.FiguresFixture.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Unit;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceLabelTest {

    static List<Object[]> limits() {
        Figures healthy = HEALTHY.figures();
        return List.of(new Object[][] {
            {CheckStatus.OK, healthy, 1.0, ServiceLabel.HEALTHY},
            {CheckStatus.DOWN, healthy, 1.0, ServiceLabel.DOWN},
            {CheckStatus.ERROR, healthy, 1.0, ServiceLabel.HEALTHY},
            {CheckStatus.OK, HEALTHY.withErrorRate(0.05).figures(), 1.0, ServiceLabel.HEALTHY},
            {CheckStatus.OK, HEALTHY.withErrorRate(0.0501).figures(), 1.0, ServiceLabel.HIGH_ERROR},
            {CheckStatus.OK, HEALTHY.withApdex(0.8).figures(), 1.0, ServiceLabel.HEALTHY},
            {CheckStatus.OK, HEALTHY.withApdex(0.7999).figures(), 1.0, ServiceLabel.DEGRADED},
            {CheckStatus.OK, healthy, 0.95, ServiceLabel.HEALTHY},
            {CheckStatus.OK, healthy, 0.9499, ServiceLabel.LOW_UPTIME},
            {CheckStatus.OK, healthy, Double.NaN, ServiceLabel.HEALTHY},
            {CheckStatus.OK, HEALTHY.withP99(2_000).figures(), 1.0, ServiceLabel.HEALTHY},
            {CheckStatus.OK, HEALTHY.withP99(2_000.001).figures(), 1.0, ServiceLabel.SLOW},
        });
    }

    @ParameterizedTest
    @MethodSource("limits")
    void shouldLabelAtAndBeyondEachLimit(CheckStatus current, Figures recent, double uptime, ServiceLabel label) {
        assertThat(ServiceLabel.of(current, recent, uptime)).isEqualTo(label);
    }

    @Test
    void shouldTakeTheFirstThatApplies() {
        FiguresFixture slow = HEALTHY.withP99(9_000);
        FiguresFixture degraded = slow.withApdex(0.1);
        FiguresFixture failing = degraded.withErrorRate(0.5);

        assertThat(ServiceLabel.of(CheckStatus.DOWN, failing.figures(), 0.1)).isEqualTo(ServiceLabel.DOWN);
        assertThat(ServiceLabel.of(CheckStatus.OK, failing.figures(), 0.1)).isEqualTo(ServiceLabel.HIGH_ERROR);
        assertThat(ServiceLabel.of(CheckStatus.OK, degraded.figures(), 0.1)).isEqualTo(ServiceLabel.DEGRADED);
        assertThat(ServiceLabel.of(CheckStatus.OK, slow.figures(), 0.1)).isEqualTo(ServiceLabel.LOW_UPTIME);
        assertThat(ServiceLabel.of(CheckStatus.OK, slow.figures(), 1)).isEqualTo(ServiceLabel.SLOW);
    }

    @Test
    void shouldHaveNoDataBeforeTheFirstResultAndHealthAfterIt() {
        assertThat(ServiceLabel.of(null, FiguresFixture.nothing(), Double.NaN)).isEqualTo(ServiceLabel.NO_DATA);
        assertThat(ServiceLabel.of(CheckStatus.OK, HEALTHY.withObservations(1).figures(), Double.NaN))
                .isEqualTo(ServiceLabel.HEALTHY);
    }

    /** A prober that sees nothing must not paint a service green. */
    @Test
    void shouldHaveNoDataWhileEveryProberIsBlind() {
        Aggregate blind = new Aggregate();
        blind.add(CheckStatus.UNKNOWN, Observation.NO_VALUE, 1_000_000, 1_000);
        Figures figures = Figures.of(blind, Unit.MILLISECONDS);

        assertThat(ServiceLabel.of(CheckStatus.UNKNOWN, figures, Double.NaN)).isEqualTo(ServiceLabel.NO_DATA);
        assertThat(ServiceLabel.of(null, figures, Double.NaN)).isEqualTo(ServiceLabel.NO_DATA);
    }

    @ParameterizedTest
    @CsvSource({
        "DOWN, DOWN, red",
        "HIGH_ERROR, High Error, red",
        "DEGRADED, Degraded, orange",
        "LOW_UPTIME, Low Uptime, orange",
        "SLOW, Slow, yellow",
        "HEALTHY, Healthy, green",
        "NO_DATA, No Data, grey"
    })
    void shouldReadAndLookLikeTheTable(ServiceLabel label, String text, String colour) {
        assertThat(label.text()).isEqualTo(text);
        assertThat(label.colour()).isEqualTo(colour);
    }
}
