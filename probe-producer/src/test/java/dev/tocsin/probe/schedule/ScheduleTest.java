package dev.tocsin.probe.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.probe.check.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final Instant WALL = Instant.ofEpochMilli(1_760_000_000_123L);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTicker ticker = new FakeTicker();
    private final FakeProber prober = new FakeProber(ticker);
    private final List<ProbeResult> results = new ArrayList<>();
    private final Schedule schedule = schedule("eu-1");

    private Schedule schedule(String... locations) {
        return new Schedule(
                ticker, Clock.fixed(WALL, ZoneOffset.UTC), List.of(locations), SECOND, List.of(prober), results::add);
    }

    private static ServiceDefinition shop(long intervalMs) {
        return Definitions.of("shop", "http://shop/", intervalMs, 2_000);
    }

    private List<Duration> gaps() {
        List<Duration> times = prober.times();
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            gaps.add(times.get(i).minus(times.get(i - 1)));
        }
        return gaps;
    }

    @Test
    void shouldCheckWithinASecondAndThenOncePerInterval() {
        schedule.put(shop(10_000));
        ticker.pass(Duration.ofSeconds(100));

        assertThat(prober.times().get(0)).isLessThan(SECOND);
        assertThat(gaps().get(0)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
        assertThat(gaps().subList(1, gaps().size())).hasSizeGreaterThan(7).containsOnly(Duration.ofSeconds(10));
    }

    @Test
    void shouldStampResultsFromTheDefinitionAndTheClock() {
        schedule.put(shop(10_000));
        ticker.pass(SECOND);

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.service()).isEqualTo("shop");
            assertThat(result.location()).isEqualTo("eu-1");
            assertThat(result.kind()).isEqualTo("http");
            assertThat(result.timestamp()).isEqualTo(WALL.toEpochMilli());
            assertThat(result.apdexMs()).isEqualTo(321);
            assertThat(result.intervalMs()).isEqualTo(10_000);
            assertThat(result.definitionId()).isEqualTo(7);
            assertThat(result.definitionVersion()).isEqualTo(1);
            assertThat(result.status()).isEqualTo(CheckStatus.OK);
        });
    }

    @Test
    void shouldSpreadTheLocationsEvenlyOverTheInterval() {
        schedule("eu-1", "us-1", "ap-1", "sa-1").put(shop(10_000));
        ticker.pass(Duration.ofSeconds(60));

        assertThat(gaps().subList(8, gaps().size())).hasSizeGreaterThan(12).allSatisfy(gap -> assertThat(gap)
                .isBetween(Duration.ofMillis(2_499), Duration.ofMillis(2_501)));
    }

    @Test
    void shouldLengthenIntervalsBelowTheFloor() {
        schedule.put(shop(10));
        ticker.pass(Duration.ofSeconds(10));

        assertThat(prober.asked).hasSizeBetween(10, 11);
        assertThat(results.get(0).intervalMs()).isEqualTo(1_000);
    }

    @Test
    void shouldSkipAndCountChecksWhileTheOneBeforeIsInProgress() {
        prober.hangs = true;
        schedule.put(shop(1_000));
        ticker.pass(Duration.ofSeconds(5));
        assertThat(prober.asked).hasSize(1);
        long skipped = schedule.counters().overlapping();
        assertThat(skipped).isBetween(3L, 5L);

        prober.hangs = false;
        prober.hanging.get(0).complete(FakeProber.FINE);
        ticker.pass(Duration.ofSeconds(5));

        assertThat(prober.asked).hasSize(6);
        assertThat(schedule.counters().overlapping()).isEqualTo(skipped);
    }

    @Test
    void shouldNotLetOneHangingServiceDelayAnother() {
        prober.hangs = true;
        schedule.put(Definitions.of("stuck", "http://stuck/", 1_000, 60_000));
        ticker.pass(SECOND);
        prober.hangs = false;
        schedule.put(shop(1_000));
        ticker.pass(Duration.ofSeconds(5));

        assertThat(results)
                .hasSizeBetween(5, 6)
                .extracting(ProbeResult::service)
                .containsOnly("shop");
    }

    @Test
    void shouldCheckAChangedAddressAtOnceAndKeepTheRhythm() {
        schedule.put(shop(60_000));
        ticker.pass(Duration.ofSeconds(200));
        Duration onRhythm = prober.times().get(prober.asked.size() - 1);

        schedule.put(Definitions.of("shop", "http://moved/", 60_000, 2_000));
        ticker.pass(SECOND);
        assertThat(prober.asked.get(prober.asked.size() - 1).target().url()).isEqualTo("http://moved/");

        ticker.pass(Duration.ofSeconds(200));
        assertThat(prober.times().get(prober.asked.size() - 1).minus(onRhythm).toSeconds() % 60)
                .isZero();
    }

    @Test
    void shouldUseANewTimeoutFromTheNextCheckOnWithoutAnExtraOne() {
        schedule.put(shop(60_000));
        ticker.pass(Duration.ofSeconds(200));
        int before = prober.asked.size();

        schedule.put(Definitions.of("shop", "http://shop/", 60_000, 5_000));
        ticker.pass(Duration.ofSeconds(120));

        assertThat(prober.asked).hasSize(before + 2);
        assertThat(prober.asked.get(before).target().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(gaps().subList(1, gaps().size())).containsOnly(Duration.ofMinutes(1));
    }

    @Test
    void shouldFollowAShorterIntervalAtOnce() {
        schedule.put(shop(3_600_000));
        ticker.pass(Duration.ofSeconds(10));
        int before = prober.asked.size();

        schedule.put(shop(1_000));
        ticker.pass(Duration.ofSeconds(5));

        assertThat(prober.asked).hasSize(before + 5);
    }

    @Test
    void shouldStopADeletedServiceAndItsCheckInProgress() {
        prober.hangs = true;
        schedule.put(shop(1_000));
        ticker.pass(SECOND);

        schedule.remove("shop");
        ticker.pass(Duration.ofSeconds(5));
        prober.hanging.get(0).complete(FakeProber.FINE);

        assertThat(results).isEmpty();
        assertThat(prober.asked).hasSize(1);
        assertThat(ticker.waiting()).isZero();
        assertThat(schedule.services()).isZero();
    }

    @Test
    void shouldRetainJustTheNamedServices() {
        schedule.put(shop(1_000));
        schedule.put(Definitions.of("gone", "http://gone/", 1_000, 1_000));
        schedule.retain(Set.of("shop", "never-seen"));
        ticker.pass(Duration.ofSeconds(3));

        assertThat(results).isNotEmpty().extracting(ProbeResult::service).containsOnly("shop");
    }

    @Test
    void shouldLeaveOutAndCountWhatTheProcessWasTooLateFor() {
        schedule.put(shop(1_000));
        ticker.pass(Duration.ofSeconds(5));
        int before = prober.asked.size();

        ticker.freeze(Duration.ofSeconds(30));
        ticker.pass(Duration.ofMillis(1));

        assertThat(prober.asked).hasSize(before + 1);
        assertThat(schedule.counters().late()).isBetween(29L, 30L);
    }

    @Test
    void shouldReportABrokenProberAsBlindAndGoOn() {
        prober.failure = new IllegalStateException("a bug");
        schedule.put(shop(1_000));
        ticker.pass(Duration.ofSeconds(3));

        assertThat(results).hasSizeGreaterThan(1).allSatisfy(result -> {
            assertThat(result.status()).isEqualTo(CheckStatus.UNKNOWN);
            assertThat(result.error()).isEqualTo("the prober failed: IllegalStateException");
        });
        assertThat(schedule.counters().broken()).isEqualTo(results.size());
    }

    @Test
    void shouldStartNothingMoreOnceClosed() {
        schedule.put(shop(1_000));
        schedule.close();
        ticker.pass(Duration.ofSeconds(3));

        assertThat(results).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, 1000, 1000, url",
                "' ', 1000, 1000, url",
                "ftp://shop/, 1000, 1000, http",
                "shop, 1000, 1000, http",
                "http://shop/, 0, 1000, intervalMs",
                "http://shop/, -5, 1000, intervalMs",
                "http://shop/, 86400001, 1000, intervalMs",
                "http://shop/, 1000, 0, timeoutMs",
                "http://shop/, 1000, 86400001, timeoutMs",
            })
    void shouldRefuseADefinitionThatCannotBeCheckedAndKeepTheOldOne(
            String url, long intervalMs, long timeoutMs, String said) {
        schedule.put(shop(1_000));

        assertThatThrownBy(() -> schedule.put(Definitions.of("shop", url, intervalMs, timeoutMs)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(said);

        ticker.pass(Duration.ofSeconds(2));
        assertThat(prober.asked).extracting(asked -> asked.target().url()).containsOnly("http://shop/");
    }

    @Test
    void shouldReadTheSchemeWhateverItsCase() {
        assertThat(new Target("shop", "HTTPS://shop/", SECOND, SECOND, 1, 7, 1).scheme())
                .isEqualTo("https");
    }
}
