package dev.tocsin.health.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules get to see of a series whose records come from two partitions, read in any order relative to each other. */
class SeriesViewsTest {

    private static final long START = 1_760_000_400_000L;
    private static final int PARTITIONS = 2;

    private record Appended(Observation observation, long at) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldBeTheSameToTheByteHoweverThePartitionsAreInterleavedAndHoweverOftenItRestarts(long seed) {
        List<List<Appended>> partitions = partitions(seed);
        Reading inOrder = new Reading(partitions);
        inOrder.inOrderOfAppending();
        for (long other = 0; other < 8; other++) {
            Reading reading = new Reading(partitions);
            reading.interleaved(new SplittableRandom(other), other % 2 == 1);
            assertThat(reading.views).as("views").isEqualTo(inOrder.views);
            assertThat(reading.rows).as("rows").isEqualTo(inOrder.rows);
        }
        assertThat(inOrder.views).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void shouldHoldJustWhatWasAppendedBeforeTwoSecondsAfterTheirEnd(long seed) {
        List<List<Appended>> partitions = partitions(seed);
        Reading reading = new Reading(partitions);
        reading.interleaved(new SplittableRandom(seed), true);
        Map<Long, String> expected = new TreeMap<>();
        for (long end = START - 120_000; end < START + 1_200_000; end += 10_000) {
            Aggregate minute = expected(partitions, end - 60_000, end, end);
            if (!minute.isEmpty()) {
                Aggregate slice = expected(partitions, end - 10_000, end, end);
                Aggregate oldest = expected(partitions, end - 60_000, end - 50_000, end);
                expected.put(end, text(slice) + " and " + EventCounts.of(oldest, 1) + " of " + text(minute));
            }
        }
        assertThat(reading.views).isEqualTo(expected);
    }

    @Test
    void shouldHaveACorrectionInTheRowOfASliceThatAnotherPartitionKeepsOpenButInNoView() {
        SeriesWindows windows = new SeriesWindows();
        List<AggregateRow> rows = new ArrayList<>();
        Observation one = observation(START);
        for (Timeliness timeliness : List.of(Timeliness.ON_TIME, Timeliness.CORRECTION)) {
            windows.add(Observations.SERIES, START, timeliness, Observations.aggregate(List.of(one)), START, rows::add);
        }
        assertThat(windows.partial(Observations.SERIES, START).orElseThrow().observations())
                .isEqualTo(2);
        View view =
                windows.onTime(Observations.SERIES, START + 10_000, rows::add).orElseThrow();
        assertThat(rows).singleElement().extracting(AggregateRow::observations).isEqualTo(2L);
        assertThat(view.slice().observations()).isEqualTo(1);
        assertThat(view.minute().observations()).isEqualTo(1);
    }

    private static Aggregate expected(List<List<Appended>> partitions, long from, long to, long viewEnd) {
        Aggregate aggregate = new Aggregate();
        for (List<Appended> partition : partitions) {
            for (Appended record : partition) {
                long event = record.observation().timestamp();
                if (event >= from && event < to && record.at() < viewEnd + 2_000) {
                    aggregate.add(record.observation());
                }
            }
        }
        return aggregate;
    }

    private static String text(Aggregate aggregate) {
        return java.util.HexFormat.of().formatHex(Observations.bytes(aggregate));
    }

    private static Observation observation(long time) {
        return Observations.random(new SplittableRandom(time), 1, time, time + 1)
                .get(0);
    }

    /** Some minutes of records in order of appending, a tenth of them late by anything up to the last bound, and a gap. */
    private static List<List<Appended>> partitions(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Appended>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<Appended> records = new ArrayList<>();
            long now = START;
            for (int i = 0; i < 150; i++) {
                now += i == 100 ? 150_000 : random.nextLong(8_000);
                int luck = random.nextInt(20);
                long lateness = luck == 0
                        ? random.nextLong(Admission.ROLLUP_BOUND_MS)
                        : luck < 4
                                ? random.nextLong(80_000)
                                : luck == 4 ? -random.nextLong(30_000) : random.nextLong(3_000);
                records.add(new Appended(observation(now - lateness), now));
            }
            partitions.add(records);
        }
        return partitions;
    }

    /** Drives the windows as the stream does: an operator's watermark is the least of its partitions'. */
    private static final class Reading {
        final Map<Long, String> views = new TreeMap<>();
        final Map<String, String> rows = new TreeMap<>();
        private final List<List<Appended>> partitions;
        private final int[] next = new int[PARTITIONS];
        private final long[] newest = new long[PARTITIONS];
        private SeriesWindows windows = new SeriesWindows();
        private long watermark = Long.MIN_VALUE;

        Reading(List<List<Appended>> partitions) {
            this.partitions = partitions;
            java.util.Arrays.fill(newest, Long.MIN_VALUE);
        }

        void inOrderOfAppending() {
            while (remaining() > 0) {
                read(
                        next[0] == partitions.get(0).size()
                                        || next[1] < partitions.get(1).size()
                                                && Comparator.comparingLong(Appended::at)
                                                                .compare(at(1), at(0))
                                                        < 0
                                ? 1
                                : 0);
            }
            end();
        }

        /** Reads long stretches of one partition while the other waits. */
        void interleaved(SplittableRandom random, boolean restarting) {
            while (remaining() > 0) {
                int partition = random.nextInt(PARTITIONS);
                for (int left = random.nextInt(40);
                        left > 0 && next[partition] < partitions.get(partition).size();
                        left--) {
                    read(partition);
                }
                if (restarting) {
                    windows = Observations.restarted(windows);
                    watermark = Long.MIN_VALUE;
                }
            }
            end();
        }

        private int remaining() {
            return partitions.get(0).size() - next[0] + partitions.get(1).size() - next[1];
        }

        private Appended at(int partition) {
            return partitions.get(partition).get(next[partition]);
        }

        private void read(int partition) {
            Appended record = at(partition);
            next[partition]++;
            Observation observation = record.observation();
            Timeliness timeliness = (Timeliness) Admission.of(observation.timestamp(), record.at());
            windows.add(
                    observation.series(),
                    timeliness.finest().floor(observation.timestamp()),
                    timeliness,
                    Observations.aggregate(List.of(observation)),
                    watermark,
                    this::tell);
            newest[partition] = Math.max(newest[partition], Math.min(observation.timestamp(), record.at()));
            long least = Math.min(newest[0], newest[1]);
            if (least != Long.MIN_VALUE) {
                advance(least - Admission.DISORDER_MS);
            }
        }

        private void end() {
            advance(START + 4 * Admission.ROLLUP_BOUND_MS);
            assertThat(windows.isEmpty()).isTrue();
        }

        private void advance(long to) {
            watermark = Math.max(watermark, to);
            while (windows.due() <= watermark) {
                windows.onTime(Observations.SERIES, windows.due(), this::tell).ifPresent(view -> assertThat(views.put(
                                view.end(),
                                text(view.slice()) + " and " + view.oldest() + " of " + text(view.minute())))
                        .as("each view once")
                        .isNull());
            }
        }

        private void tell(AggregateRow row) {
            rows.put(row.resolution() + " " + row.windowStart(), text(Aggregate.of(row)));
        }
    }
}
