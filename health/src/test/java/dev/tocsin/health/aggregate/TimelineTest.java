package dev.tocsin.health.aggregate;

import static dev.tocsin.health.aggregate.Observations.aggregate;
import static dev.tocsin.health.aggregate.Observations.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Resolution;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final long HOUR = Resolution.HOUR.millis();
    private static final long MINUTE = Resolution.MINUTE.millis();
    private static final long SLICE = Resolution.SLICE.millis();

    @Test
    void shouldViewTheSameAsARecountWhateverMixOfWindowsIsKnown() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 20; round++) {
            List<Observation> observations = Observations.random(random, 1_500, 0, 5 * HOUR);
            Timeline timeline = new Timeline();
            for (Observation observation : observations) {
                Aggregate one = aggregate(List.of(observation));
                for (Resolution resolution : Resolution.values()) {
                    timeline.merge(resolution, resolution.floor(observation.timestamp()), one);
                }
            }
            // Old slices and minutes are forgotten, open hours and minutes not known yet; at least one form stays.
            timeline.evict(Resolution.SLICE, 3 * HOUR);
            timeline.evict(Resolution.MINUTE, 2 * HOUR);
            timeline.windows(Resolution.HOUR).tailMap(4 * HOUR).clear();
            timeline.windows(Resolution.MINUTE).keySet().removeIf(start -> start >= 3 * HOUR && random.nextBoolean());

            for (int i = 0; i < 10; i++) {
                long from = random.nextBoolean() ? random.nextLong(3) * HOUR : 3 * HOUR + random.nextLong(60) * SLICE;
                long to = 3 * HOUR + random.nextLong(60, 720) * SLICE;
                List<Observation> within = observations.stream()
                        .filter(one -> one.timestamp() >= from && one.timestamp() < to)
                        .toList();
                assertThat(bytes(timeline.view(from, to))).isEqualTo(bytes(aggregate(within)));
            }
        }
    }

    @Test
    void shouldPreferTheRollupSinceOnlyItHoldsWhatCameTooLateForSlices() {
        Timeline timeline = new Timeline();
        timeline.merge(Resolution.SLICE, 0, observations(1));
        timeline.merge(Resolution.MINUTE, 0, observations(3));

        assertThat(timeline.view(0, MINUTE).observations()).isEqualTo(3);
        assertThat(timeline.view(0, MINUTE - SLICE).observations()).isEqualTo(1);
    }

    @Test
    void shouldNotUseAWindowThatReachesBeyondTheView() {
        Timeline timeline = new Timeline();
        timeline.merge(Resolution.HOUR, 0, observations(60));
        timeline.merge(Resolution.MINUTE, MINUTE, observations(6));

        assertThat(timeline.view(MINUTE, HOUR).observations()).isEqualTo(6);
        assertThat(timeline.view(0, HOUR - MINUTE).observations()).isEqualTo(6);
        assertThat(timeline.view(0, HOUR).observations()).isEqualTo(60);
    }

    @Test
    void shouldViewNothingWhereNothingIs() {
        assertThat(new Timeline().view(0, 24 * HOUR).isEmpty()).isTrue();
        assertThat(new Timeline().view(10, 10).isEmpty()).isTrue();
        assertThat(new Timeline().view(20, 10).isEmpty()).isTrue();
    }

    @Test
    void shouldWorkBeforeTheEpoch() {
        Timeline timeline = new Timeline();
        timeline.merge(Resolution.MINUTE, -MINUTE, observations(2));

        assertThat(timeline.view(-HOUR, 0).observations()).isEqualTo(2);
    }

    @Test
    void shouldLeaveWhatIsMergedAsItIs() {
        Aggregate cell = observations(2);
        Timeline timeline = new Timeline();
        timeline.merge(Resolution.MINUTE, 0, cell);
        timeline.merge(Resolution.HOUR, 0, cell);
        timeline.merge(Resolution.HOUR, 0, cell);

        assertThat(cell.observations()).isEqualTo(2);
        assertThat(timeline.view(0, MINUTE).observations()).isEqualTo(2);
        assertThat(timeline.view(0, HOUR).observations()).isEqualTo(4);
    }

    @Test
    void shouldIgnoreAnOlderRowAndTakeOneThatKnowsAsMuchOrMore() {
        Timeline timeline = new Timeline();

        assertThat(timeline.put(Resolution.SLICE, 0, observations(3))).isTrue();
        assertThat(timeline.put(Resolution.SLICE, 0, observations(2))).isFalse();
        assertThat(timeline.view(0, SLICE).observations()).isEqualTo(3);
        assertThat(timeline.put(Resolution.SLICE, 0, observations(3))).isTrue();
        assertThat(timeline.put(Resolution.SLICE, 0, observations(4))).isTrue();
        assertThat(timeline.view(0, SLICE).observations()).isEqualTo(4);
    }

    @Test
    void shouldForgetTheWindowsThatEndAtOrBeforeATimeAndNoOther() {
        Timeline timeline = new Timeline();
        for (int i = 0; i < 4; i++) {
            timeline.merge(Resolution.SLICE, i * SLICE, observations(1));
        }
        timeline.merge(Resolution.MINUTE, 0, observations(1));

        timeline.evict(Resolution.SLICE, 2 * SLICE);
        assertThat(timeline.windows(Resolution.SLICE)).containsOnlyKeys(2 * SLICE, 3 * SLICE);
        timeline.evict(Resolution.SLICE, 3 * SLICE - 1);
        assertThat(timeline.windows(Resolution.SLICE)).containsOnlyKeys(2 * SLICE, 3 * SLICE);
        assertThat(timeline.windows(Resolution.MINUTE)).containsOnlyKeys(0L);

        timeline.evict(Resolution.SLICE, HOUR);
        assertThat(timeline.isEmpty()).isFalse();
        timeline.evict(Resolution.MINUTE, HOUR);
        assertThat(timeline.isEmpty()).isTrue();
    }

    private static Aggregate observations(int amount) {
        Aggregate aggregate = new Aggregate();
        for (int i = 0; i < amount; i++) {
            aggregate.add(CheckStatus.OK, 100 + i, 1_000, 1_000);
        }
        return aggregate;
    }
}
