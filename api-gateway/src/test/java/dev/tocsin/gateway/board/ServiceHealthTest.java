package dev.tocsin.gateway.board;

import static dev.tocsin.events.CheckStatus.DOWN;
import static dev.tocsin.events.CheckStatus.ERROR;
import static dev.tocsin.events.CheckStatus.OK;
import static dev.tocsin.events.CheckStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.board.SloAnswer.Burn;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.figures.SlidingView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServiceHealthTest {

    private static final long NOON = Instant.parse("2026-01-02T12:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final List<SlidingView> ALL = List.of(SlidingView.values());

    private final MutableClock clock = new MutableClock();
    private final ServiceDefinition shop = new ServiceDefinition(
            7,
            "shop",
            "Shop",
            "http://a.example/",
            10_000,
            1_000,
            1_000,
            0.99,
            1,
            1,
            2,
            2_000,
            null,
            List.of(),
            1,
            NOON - 30 * 24 * HOUR);
    private final StatusBoard board = new StatusBoard(
            clock, () -> List.of(shop), key -> key.equals("shop") ? Optional.of(shop) : Optional.empty());
    private final NavigableMap<Long, EventCounts> stored = new TreeMap<>();

    private ServiceHealth health() {
        return board.health(shop, ALL, Optional.empty(), Optional.of(stored));
    }

    private final Map<String, Observed> observed = new TreeMap<>();

    private void observe(String location, long from, long until, CheckStatus status, Double latencyMs) {
        Observed seen = observed.computeIfAbsent(location, name -> new Observed("shop", name));
        for (long at = from; at < until; at += 10_000) {
            seen.check(at, status, latencyMs);
            board.put("shop", new LastCheck(location, status, latencyMs, at, null));
        }
    }

    /** Hands over what windows have ended by now. */
    private void settle() {
        observed.values().forEach(seen -> seen.finals(clock.now).forEach(board::put));
    }

    private static Burn burn(ServiceHealth health, String window) {
        return health.slo().burnRates().stream()
                .filter(burn -> burn.window().equals(window))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldSayNothingOfAServiceThatWasNeverSeenButThatItIsSilent() {
        ServiceHealth health = health();

        assertThat(health.state()).isEqualTo("silent");
        assertThat(health.score()).isNull();
        assertThat(health.uptimePercent24h()).isNull();
        assertThat(health.views()).containsOnlyKeys("1m", "5m", "1h", "24h").allSatisfy((window, view) -> {
            assertThat(view.figures().observations()).isZero();
            assertThat(view.figures().p999Ms()).isNull();
            assertThat(view.figures().requestRateRpm()).isNull();
            assertThat(view.figures().uptime().upPercent()).isNull();
            assertThat(view.locations()).isEmpty();
        });
        assertThat(health.slo().burnRates()).hasSize(7).allSatisfy(burn -> {
            assertThat(burn.rate()).isNull();
            assertThat(burn.coveragePercent()).isZero();
        });
        assertThat(health.slo().errorBudget().leftPercent()).isNull();
    }

    @Test
    void shouldTellEachLocationAndAllTogether() {
        observe("eu", NOON - 2 * HOUR, NOON, OK, 100.0);
        observe("us", NOON - 2 * HOUR, NOON, ERROR, 300.0);
        settle();

        ServiceView minute = health().views().get("1m");

        // The slice that began at noon is open and empty: 50 s of the minute have passed.
        assertThat(minute.from()).isEqualTo(Instant.ofEpochMilli(NOON - 50_000));
        assertThat(minute.to()).isEqualTo(Instant.ofEpochMilli(NOON + 10_000));
        assertThat(minute.figures().observations()).isEqualTo(10);
        assertThat(minute.figures().statuses()).isEqualTo(new ServiceFigures.Statuses(5, 0, 5, 0, 0));
        assertThat(minute.figures().avgMs()).isEqualTo(200);
        assertThat(minute.figures().errorRatePercent()).isEqualTo(50);
        assertThat(minute.figures().apdex()).isEqualTo(0.5);
        assertThat(minute.figures().requestRateRpm()).isEqualTo(12);
        assertThat(minute.figures().throughputRps()).isEqualTo(0.2);
        assertThat(minute.figures().uptime()).isEqualTo(new ServiceFigures.UptimeShares(50.0, 50.0, 0.0, 100.0));
        assertThat(minute.locations()).containsOnlyKeys("eu", "us");
        assertThat(minute.locations().get("eu").uptime().upPercent()).isEqualTo(100);
        assertThat(minute.locations().get("us").errorRatePercent()).isEqualTo(100);
        assertThat(minute.locations().get("us").requestRateRpm()).isEqualTo(6);
        assertThat(health().state()).isEqualTo("red");
        assertThat(health().judgedBy()).isEqualTo("1m");
        assertThat(health().reasons()).contains("Error rate is 50 %, above 5 %.", "Uptime is 50 %, below 90 %.");
    }

    @Test
    void shouldTellOfOneLocationByItselfWhenAskedTo() {
        observe("eu", NOON - HOUR, NOON, OK, 100.0);
        observe("us", NOON - HOUR, NOON, OK, 100.0);
        settle();

        ServiceHealth health = board.health(shop, List.of(SlidingView.HOUR), Optional.of("us"), Optional.of(stored));

        assertThat(health.views()).containsOnlyKeys("1h");
        assertThat(health.judgedBy()).isEqualTo("1h");
        assertThat(health.views().get("1h").locations()).containsOnlyKeys("us");
        assertThat(board.locations("shop")).containsExactlyInAnyOrder("eu", "us");
    }

    @Test
    void shouldKeepApartWhatIsDownAndWhatNobodyLookedAt() {
        // Of two hours: one up, half an hour unseen, a quarter down, a quarter blind.
        observe("eu", NOON - 2 * HOUR, NOON - HOUR, OK, 100.0);
        observe("eu", NOON - 30 * MINUTE, NOON - 15 * MINUTE, DOWN, null);
        observe("eu", NOON - 15 * MINUTE, NOON, UNKNOWN, null);
        settle();

        ServiceHealth health = health();
        ServiceFigures day = health.views().get("24h").figures();

        // But for the two seconds that results may take.
        assertThat(day.uptime().upPercent()).isCloseTo(50, within(0.02));
        assertThat(day.uptime().downPercent()).isCloseTo(12.5, within(0.02));
        assertThat(day.uptime().unknownPercent()).isCloseTo(37.5, within(0.02));
        assertThat(day.uptime().coveragePercent()).isCloseTo(62.5, within(0.02));
        // The contract's figure knows good checks of known ones only: 360 of 450.
        assertThat(health.uptimePercent24h()).isCloseTo(80, within(1e-9));
        assertThat(health.state()).isEqualTo("no_data");
        assertThat(health.reasons()).containsExactly("All probers were blind, so nothing is known.");
    }

    @Test
    void shouldFallSilentAfterAMinuteAndLoseItsColourAndItsScore() {
        observe("eu", NOON - 2 * HOUR, NOON, OK, 100.0);
        settle();
        assertThat(health().state()).isEqualTo("green");
        assertThat(health().score()).isEqualTo(100);
        assertThat(health().reasons()).containsExactly("All figures are within their limits.");

        // The last minute is empty by now, but a result may still be on its way.
        clock.now = NOON - 10_000 + MINUTE;
        assertThat(health().state()).isEqualTo("no_data");
        assertThat(health().reasons()).containsExactly("Nothing was observed lately.");
        clock.now++;

        ServiceHealth health = health();
        assertThat(health.state()).isEqualTo("silent");
        assertThat(health.score()).isNull();
        assertThat(health.reasons()).containsExactly("No result for 60 s, longer than 60 s.");
        assertThat(health.silence().limitSeconds()).isEqualTo(60);
        ServiceCard card = board.card("shop").orElseThrow();
        assertThat(card.state()).isEqualTo("silent");
        assertThat(card.label()).isEqualTo("Silent");
        assertThat(card.tier()).isEqualTo("grey");
    }

    @Test
    void shouldBurnByTheErrorsOfEachWindow() {
        // 1 % may fail. A tenth failed for an hour that ended half an hour ago: ten times the budget.
        observe("eu", NOON - 23 * HOUR, NOON - 90 * MINUTE, OK, 100.0);
        for (int i = 0; i < 36; i++) {
            long from = NOON - 90 * MINUTE + i * 100_000;
            observe("eu", from, from + 90_000, OK, 100.0);
            observe("eu", from + 90_000, from + 100_000, DOWN, null);
        }
        observe("eu", NOON - 30 * MINUTE, NOON, OK, 100.0);
        settle();
        clock.now = NOON - 5_000;

        ServiceHealth health = health();

        assertThat(burn(health, "5m").rate()).isZero();
        assertThat(burn(health, "30m").rate()).isZero();
        assertThat(burn(health, "1h").failed()).isEqualTo(18);
        assertThat(burn(health, "1h").known()).isEqualTo(360);
        assertThat(burn(health, "1h").rate()).isCloseTo(5, within(1e-9));
        assertThat(burn(health, "2h").rate()).isCloseTo(5, within(1e-9));
        assertThat(burn(health, "6h").rate()).isCloseTo(36 / 2_160.0 * 100, within(1e-9));
        assertThat(burn(health, "1d").known()).isEqualTo(23 * 360);
        assertThat(burn(health, "1d").coveragePercent()).isCloseTo(2_300 / 24.0, within(1e-9));
        assertThat(burn(health, "1d").atLeast()).isCloseTo(36 / (23.0 * 360) * 100 * 23 / 24, within(1e-9));
    }

    @Test
    void shouldAddStoredHoursToThoseInMemoryWithoutCountingAnyTwice() {
        observe("eu", NOON - 26 * HOUR, NOON, OK, 100.0);
        settle();
        clock.now = NOON - 5_000;
        long memory = NOON - 24 * HOUR;
        assertThat(board.historyTo()).isEqualTo(memory);
        for (long hour = board.historyFrom(); hour < memory; hour += HOUR) {
            stored.put(hour, new EventCounts(360, hour < memory - 48 * HOUR ? 36 : 0, HOUR));
        }
        // What lies outside was not asked for and does not count.
        stored.put(memory, new EventCounts(360, 360, HOUR));
        stored.put(board.historyFrom() - HOUR, new EventCounts(360, 360, HOUR));

        ServiceHealth health = health();

        assertThat(burn(health, "3d").known()).isEqualTo(72 * 360);
        assertThat(burn(health, "3d").rate()).isZero();
        assertThat(burn(health, "3d").coveragePercent()).isEqualTo(100);
        SloAnswer.Budget budget = health.slo().errorBudget();
        assertThat(budget.known()).isEqualTo(720 * 360);
        assertThat(budget.failed()).isEqualTo((720 - 72) * 36);
        assertThat(budget.allowedFailures()).isCloseTo(2_592, within(1e-6));
        assertThat(budget.leftPercent()).isCloseTo(-800, within(1e-6));
        assertThat(health.score()).isEqualTo(90);
    }

    @Test
    void shouldKnowTheRestWhenHistoryDoesNotAnswer() {
        observe("eu", NOON - 26 * HOUR, NOON, OK, 100.0);
        settle();

        ServiceHealth health = board.health(shop, ALL, Optional.empty(), Optional.empty());

        assertThat(health.slo().historyKnown()).isFalse();
        assertThat(health.slo().errorBudget().leftPercent()).isNull();
        assertThat(burn(health, "3d").rate()).isNull();
        assertThat(burn(health, "1d").rate()).isZero();
        // Without the budget's part the others make up the hundred.
        assertThat(health.score()).isEqualTo(100);
        assertThat(health.scoreParts().get(3).points()).isNull();
    }
}
