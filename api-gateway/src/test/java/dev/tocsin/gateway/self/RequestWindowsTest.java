package dev.tocsin.gateway.self;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.gateway.board.MutableClock;
import dev.tocsin.gateway.self.RequestWindows.Counts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestWindowsTest {

    private static final Duration FIVE = Duration.ofMinutes(5);

    private final MutableClock clock = new MutableClock();
    private final RequestWindows windows = new RequestWindows(clock);

    private void count(int times, int status) {
        for (int i = 0; i < times; i++) {
            windows.count(status);
        }
    }

    @Test
    void shouldCountClientAndServerErrorsEachForThemselves() {
        clock.now += 10 * 60_000L;
        count(7, 200);
        count(2, 404);
        count(1, 503);

        Counts counts = windows.last(FIVE);

        assertThat(counts).isEqualTo(new Counts(10, 2, 1, 300));
        assertThat(counts.errorPercent()).isEqualTo(10);
        assertThat(counts.clientErrorPercent()).isEqualTo(20);
        assertThat(counts.perSecond()).isCloseTo(10 / 300.0, within(1e-12));
    }

    @Test
    void shouldForgetARequestWhenExactlyTheWindowHasPassed() {
        count(3, 500);

        clock.now += 299 * 1_000L;
        assertThat(windows.last(FIVE).requests()).isEqualTo(3);
        assertThat(windows.before(FIVE).requests()).isZero();

        clock.now += 1 * 1_000L;
        assertThat(windows.last(FIVE).requests()).isZero();
        assertThat(windows.before(FIVE).requests()).isEqualTo(3);

        clock.now += 300 * 1_000L;
        assertThat(windows.before(FIVE).requests()).isZero();
        assertThat(windows.total().requests()).isEqualTo(3);
    }

    @Test
    void shouldDivideByTheTimeThatWasReallyCovered() {
        clock.now += 20 * 1_000L;
        count(40, 200);

        assertThat(windows.last(FIVE).seconds()).isEqualTo(20);
        assertThat(windows.last(FIVE).perSecond()).isEqualTo(2);
        assertThat(windows.before(FIVE).seconds()).isZero();
        assertThat(windows.before(FIVE).perSecond()).isZero();

        clock.now += 400 * 1_000L;
        assertThat(windows.before(FIVE).seconds()).isEqualTo(120);
    }

    @Test
    void shouldHaveTheLongestWindowAndTheOneBefore() {
        count(5, 200);
        clock.now += 7_199 * 1_000L;
        assertThat(windows.before(RequestWindows.LONGEST).requests()).isEqualTo(5);
        clock.now += 1 * 1_000L;
        assertThat(windows.before(RequestWindows.LONGEST).requests()).isZero();
        count(1, 200);
        assertThat(windows.last(RequestWindows.LONGEST).requests()).isEqualTo(1);
    }

    @Test
    void shouldCountNothingTwiceWhenTheClockIsSetBack() {
        clock.now += 10 * 60_000L;
        count(4, 200);
        clock.now += -2 * 60_000L;
        count(1, 200);

        assertThat(windows.last(FIVE).requests())
                .as("those of the future don't count")
                .isEqualTo(1);
        assertThat(windows.total().requests()).isEqualTo(5);
    }

    @Test
    void shouldSayZeroWhenNothingWasAsked() {
        assertThat(windows.last(FIVE).errorPercent()).isZero();
        assertThat(windows.last(FIVE).perSecond()).isZero();
    }

    @Test
    void shouldRefuseAWindowThatItDoesNotHave() {
        assertThatThrownBy(() -> windows.last(Duration.ofSeconds(3_601))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> windows.last(Duration.ofMillis(999))).isInstanceOf(IllegalArgumentException.class);
    }
}
