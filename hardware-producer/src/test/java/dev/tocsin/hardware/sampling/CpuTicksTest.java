package dev.tocsin.hardware.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuTicksTest {

    @Test
    void shouldGiveTheBusyShareOfTheTicksThatPassed() {
        assertThat(new CpuTicks(130, 970).busyPercentSince(new CpuTicks(100, 900)))
                .isEqualTo(30);
    }

    @Test
    void shouldBeZeroWhenNoTickPassed() {
        assertThat(new CpuTicks(5, 5).busyPercentSince(new CpuTicks(5, 5))).isZero();
    }

    @Test
    void shouldStayWithinBoundsWhenTheKernelTakesIdleTimeBack() {
        assertThat(new CpuTicks(110, 899).busyPercentSince(new CpuTicks(100, 900)))
                .isEqualTo(100);
    }

    @Test
    void shouldStayWithinBoundsWhenBusyTimeGoesBack() {
        assertThat(new CpuTicks(99, 910).busyPercentSince(new CpuTicks(100, 900)))
                .isZero();
    }

    @Test
    void shouldWeighCoresByTheirTicksInTheTotal() {
        BusyShares shares = new BusyShares();
        shares.next(List.of(new CpuTicks(0, 0), new CpuTicks(0, 0)));
        BusyShares.Shares next = shares.next(List.of(new CpuTicks(100, 0), new CpuTicks(0, 200)));
        assertThat(next.perCore()).containsExactly(100.0, 0.0);
        assertThat(next.total()).isCloseTo(33.333, within(0.001));
    }

    @Test
    void shouldMeasureSinceThePreviousCallOnly() {
        BusyShares shares = new BusyShares();
        shares.next(List.of(new CpuTicks(1_000, 0)));
        assertThat(shares.next(List.of(new CpuTicks(1_000, 50))).total()).isZero();
        assertThat(shares.next(List.of(new CpuTicks(1_050, 50))).total()).isEqualTo(100);
    }

    @Test
    void shouldMeasureSinceBootAtFirst() {
        assertThat(new BusyShares().next(List.of(new CpuTicks(25, 75))).total()).isEqualTo(25);
    }

    @Test
    void shouldMeasureSinceBootWhenCoresCameOrWent() {
        BusyShares shares = new BusyShares();
        shares.next(List.of(new CpuTicks(100, 0)));
        BusyShares.Shares next = shares.next(List.of(new CpuTicks(100, 100), new CpuTicks(0, 200)));
        assertThat(next.perCore()).containsExactly(50.0, 0.0);
        assertThat(next.total()).isEqualTo(25);
    }
}
