package dev.tocsin.health.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.aggregate.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {

    private static final Objective THREE_NINES = new Objective(0.999);
    private static final long HOUR_MS = 3_600_000;

    @Test
    void shouldBurnAtOneWhenAsMuchFailsAsIsAllowed() {
        BurnRate rate = THREE_NINES.burnRate(BurnWindow.HOUR, new EventCounts(1_000, 1, HOUR_MS));

        assertThat(rate.rate()).isEqualTo(1, within(1e-9));
        assertThat(rate.coverage()).isEqualTo(1);
    }

    @Test
    void shouldBurnTwoPercentOfThirtyDaysInAnHourAtFourteenPointFour() {
        // 1.44 % of 10 000 events: 14.4 times the 0.1 % that is allowed, the workbook's page.
        BurnRate rate = THREE_NINES.burnRate(BurnWindow.HOUR, new EventCounts(10_000, 144, HOUR_MS));

        assertThat(rate.rate()).isEqualTo(14.4, within(1e-9));
        assertThat(rate.rate() * BurnWindow.HOUR.millis() / Objective.PERIOD_MS).isEqualTo(0.02, within(1e-9));
    }

    @Test
    void shouldBurnNothingWhenNothingFailed() {
        assertThat(THREE_NINES
                        .burnRate(BurnWindow.FIVE_MINUTES, new EventCounts(30, 0, 300_000))
                        .rate())
                .isZero();
    }

    @Test
    void shouldBurnAHundredfoldWhenEverythingFailsAtTwoNines() {
        assertThat(new Objective(0.99)
                        .burnRate(BurnWindow.FIVE_MINUTES, new EventCounts(30, 30, 300_000))
                        .rate())
                .isEqualTo(100, within(1e-9));
    }

    @Test
    void shouldSayNothingWhenNothingIsKnown() {
        BurnRate rate = THREE_NINES.burnRate(BurnWindow.DAY, EventCounts.NONE);
        ErrorBudget budget = THREE_NINES.budget(Objective.PERIOD_MS, EventCounts.NONE);

        assertThat(rate.rate()).isNaN();
        assertThat(rate.atLeast()).isNaN();
        assertThat(rate.coverage()).isZero();
        assertThat(budget.left()).isNaN();
        assertThat(budget.allowed()).isZero();
    }

    @Test
    void shouldTellHowMuchIsCertainWhenMostOfTheWindowWasNotSeen() {
        // Five minutes of an outage are all that is known of three days.
        BurnRate rate = THREE_NINES.burnRate(BurnWindow.THREE_DAYS, new EventCounts(60, 60, 300_000));

        assertThat(rate.rate()).isEqualTo(1_000, within(1e-6));
        assertThat(rate.coverage()).isEqualTo(300_000.0 / (3 * 24 * HOUR_MS), within(1e-12));
        assertThat(rate.atLeast()).isEqualTo(1_000.0 / 864, within(1e-6));
    }

    @Test
    void shouldNeverBeCoveredMoreThanWhole() {
        assertThat(THREE_NINES
                        .burnRate(BurnWindow.HOUR, new EventCounts(10, 0, 2 * HOUR_MS))
                        .coverage())
                .isEqualTo(1);
    }

    @Test
    void shouldTellEachWindowFromShortToLong() {
        List<BurnWindow> asked = new ArrayList<>();

        List<BurnRate> rates = THREE_NINES.burnRates(window -> {
            asked.add(window);
            return new EventCounts(window.millis() / 1_000, 0, window.millis());
        });

        assertThat(rates)
                .extracting(BurnRate::window)
                .containsExactly(BurnWindow.values())
                .isEqualTo(asked);
        assertThat(BurnWindow.values())
                .extracting(BurnWindow::wire)
                .containsExactly("5m", "30m", "1h", "2h", "6h", "1d", "3d");
        assertThat(BurnWindow.values()).extracting(BurnWindow::millis).isSorted();
    }

    @Test
    void shouldHaveHalfItsBudgetLeftWhenHalfAsMuchFailedAsMay() {
        ErrorBudget budget =
                new Objective(0.99).budget(Objective.PERIOD_MS, new EventCounts(2_000, 10, 15 * 24 * HOUR_MS));

        assertThat(budget.allowed()).isEqualTo(20, within(1e-9));
        assertThat(budget.left()).isEqualTo(0.5, within(1e-9));
        assertThat(budget.coverage()).isEqualTo(0.5);
    }

    @Test
    void shouldOwnUpToAnOverspentBudget() {
        assertThat(new Objective(0.99)
                        .budget(Objective.PERIOD_MS, new EventCounts(100, 3, HOUR_MS))
                        .left())
                .isEqualTo(-2, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
    void shouldRefuseAnObjectiveThatAllowsNothingOrEverything(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Objective(share))
                .withMessageContaining("between 0 and 1");
    }

    @Test
    void shouldRefuseCountsThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EventCounts(1, 2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new EventCounts(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> THREE_NINES.budget(0, EventCounts.NONE));
    }

    @Test
    void shouldNotCountWhatABlindProberSaid() {
        Aggregate seen = new Aggregate();
        seen.add(CheckStatus.OK, 5_000, 0, 10_000);
        seen.add(CheckStatus.ERROR, 5_000, 0, 10_000);
        seen.add(CheckStatus.DOWN, Observation.NO_VALUE, 0, 10_000);
        seen.add(CheckStatus.UNKNOWN, Observation.NO_VALUE, 0, 10_000);

        assertThat(EventCounts.of(seen, 1)).isEqualTo(new EventCounts(3, 2, 30_000));
        assertThat(EventCounts.of(seen, 2)).isEqualTo(new EventCounts(3, 2, 15_000));
    }

    @Test
    void shouldCoverNothingWhenEveryProberIsBlind() {
        Aggregate blind = new Aggregate();
        blind.add(CheckStatus.UNKNOWN, Observation.NO_VALUE, 0, 10_000);

        assertThat(EventCounts.of(blind, 1)).isEqualTo(EventCounts.NONE);
    }

    @Test
    void shouldAddUpStretchByStretch() {
        EventCounts first = new EventCounts(10, 1, 60_000);

        assertThat(first.plus(new EventCounts(20, 2, 60_000)).plus(EventCounts.NONE))
                .isEqualTo(new EventCounts(30, 3, 120_000));
        assertThat(first.errorRate()).isEqualTo(0.1);
    }
}
