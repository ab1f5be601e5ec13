package dev.tocsin.health.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.Unit;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.aggregate.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlidingViewTest {

    private record Check(long at, CheckStatus status, long value) {}

    @ParameterizedTest
    @CsvSource({
        "MINUTE, 12:34:50, 12:33:50",
        "FIVE_MINUTES, 12:34:50, 12:29:50",
        "HOUR, 12:34:50, 11:34:00",
        "HOUR, 12:34:00, 11:34:00",
        "DAY, 23:34:50, 23:00:00",
        "DAY, 23:00:00, 23:00:00"
    })
    void shouldBeginOnItsStepAndReachAtMostOneStepFurtherBack(SlidingView view, String to, String from) {
        String day = view == SlidingView.DAY ? "2026-01-01T" : "2026-01-02T";

        assertThat(view.from(at("2026-01-02T" + to))).isEqualTo(at(day + from));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeTheSameAsARecountOfWhatLiesWithinItsBounds(SlidingView view) {
        SplittableRandom random = new SplittableRandom(view.ordinal());
        long noon = at("2026-01-02T12:00:00");
        for (int round = 0; round < 8; round++) {
            long to = noon + random.nextLong(360) * Resolution.SLICE.millis();
            List<Check> checks = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                // Denser towards the end, so that the short views hold something too.
                long back = (long) (Math.pow(random.nextDouble(), 6) * 27 * Resolution.HOUR.millis());
                CheckStatus status = CheckStatus.values()[random.nextInt(CheckStatus.values().length)];
                boolean answered = status != CheckStatus.DOWN && status != CheckStatus.UNKNOWN;
                checks.add(new Check(to - back, status, answered ? random.nextLong(5_000_000) : Observation.NO_VALUE));
            }
            // Exactly on both bounds: the first counts, the last does not.
            checks.add(new Check(view.from(to), CheckStatus.OK, 7_000_000));
            checks.add(new Check(to, CheckStatus.OK, 8_000_000));

            Aggregate recount = new Aggregate();
            checks.stream()
                    .filter(check -> check.at() >= view.from(to) && check.at() < to)
                    .forEach(check -> add(recount, check));

            Figures merged = Figures.of(view.of(timeline(checks, to), to), Unit.MILLISECONDS);
            assertThat(merged).isEqualTo(Figures.of(recount, Unit.MILLISECONDS));
            assertThat(merged.max()).isEqualTo(7_000);
        }
    }

    /** As it is kept: windows that are over, minutes for three hours and slices for twenty minutes. */
    private static Timeline timeline(List<Check> checks, long now) {
        Timeline timeline = new Timeline();
        for (Check check : checks) {
            for (Resolution resolution : Resolution.values()) {
                long start = resolution.floor(check.at());
                if (start + resolution.millis() <= now) {
                    Aggregate one = new Aggregate();
                    add(one, check);
                    timeline.merge(resolution, start, one);
                }
            }
        }
        timeline.evict(Resolution.SLICE, now - 20 * Resolution.MINUTE.millis());
        timeline.evict(Resolution.MINUTE, now - 3 * Resolution.HOUR.millis());
        return timeline;
    }

    private static void add(Aggregate aggregate, Check check) {
        aggregate.add(check.status(), check.value(), 1_000_000, 10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, MINUTE",
        "20000, MINUTE",
        "20001, FIVE_MINUTES",
        "100000, FIVE_MINUTES",
        "100001, HOUR",
        "1200000, HOUR",
        "86400000, HOUR"
    })
    void shouldFitAnIntervalWhenItHoldsThreeResults(long intervalMs, SlidingView view) {
        assertThat(SlidingView.fitting(intervalMs)).isEqualTo(view);
    }

    @Test
    void shouldBeFoundByItsName() {
        for (SlidingView view : SlidingView.values()) {
            assertThat(SlidingView.find(view.wire())).contains(view);
        }
        assertThat(SlidingView.find("2h")).isEmpty();
    }

    private static long at(String time) {
        return Instant.parse(time + "Z").toEpochMilli();
    }
}
