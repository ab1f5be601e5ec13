package dev.tocsin.health.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Resolution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedWindowsTest {

    private static final long START = 1_760_000_400_000L;

    @ParameterizedTest
    @EnumSource
    void shouldBeASortedMapOfAggregates(Resolution resolution) throws IOException {
        long step = resolution.millis();
        SplittableRandom random = new SplittableRandom(resolution.ordinal());
        PackedWindows windows = new PackedWindows(resolution);
        TreeMap<Long, Aggregate> model = new TreeMap<>();
        PackedWindows checkpoint = windows.copy();
        byte[] checkpointed = bytes(checkpoint);
        for (int i = 0; i < 4_000; i++) {
            long start = START + (i / 40 + random.nextInt(20)) * step;
            switch (random.nextInt(10)) {
                case 0 -> {
                    assertSame(windows.take(start), model.remove(start));
                }
                case 1 -> {
                    windows.evict(start - 10 * step);
                    model.headMap(start - 11 * step, true).clear();
                }
                case 2 -> {
                    // What a checkpoint does: it writes the one while its owner goes on with the other.
                    checkpoint = windows;
                    checkpointed = bytes(checkpoint);
                    windows = windows.copy();
                }
                case 3 -> windows = restarted(resolution, windows);
                default -> {
                    Aggregate more = some(random);
                    model.computeIfAbsent(start, absent -> new Aggregate()).merge(more);
                    assertSame(windows.merge(start, more), model.get(start));
                }
            }
            assertThat(bytes(checkpoint)).isEqualTo(checkpointed);
            assertThat(windows.isEmpty()).isEqualTo(model.isEmpty());
            assertSame(windows.get(start), model.get(start));
            if (!model.isEmpty()) {
                assertThat(windows.last()).isEqualTo(model.lastKey());
            }
            Long next = model.higherKey(start - step);
            assertThat(windows.firstEndAfter(start)).isEqualTo(next == null ? Long.MAX_VALUE : next + step);
            Aggregate sum = new Aggregate();
            windows.addTo(sum, start - 3 * step, start + 3 * step);
            Aggregate expected = new Aggregate();
            model.subMap(start - 3 * step, start + 3 * step).values().forEach(expected::merge);
            assertSame(sum, expected);
            TreeMap<Long, Aggregate> apart = new TreeMap<>();
            windows.addTo(
                    at -> apart.computeIfAbsent(at, absent -> new Aggregate()), start - 3 * step, start + 3 * step);
            assertThat(apart.keySet())
                    .isEqualTo(model.subMap(start - 3 * step, start + 3 * step).keySet());
            apart.forEach((at, window) -> assertSame(window, model.get(at)));
        }
    }

    @Test
    void shouldKeepTheWindowOfMoreObservationsWhenOneComesAgain() {
        PackedWindows windows = new PackedWindows(Resolution.SLICE);
        SplittableRandom random = new SplittableRandom(1);
        Aggregate few = Observations.aggregate(Observations.random(random, 3, START, START + 1));
        Aggregate many = Observations.aggregate(Observations.random(random, 100, START, START + 1));

        windows.putNewer(START, many);
        windows.putNewer(START, few);
        assertSame(windows.get(START), many);

        windows.putNewer(START + 10_000, few);
        windows.putNewer(START + 10_000, many);
        assertSame(windows.get(START + 10_000), many);
        assertThat(windows.size()).isPositive();
    }

    private static Aggregate some(SplittableRandom random) {
        List<Observation> observations = Observations.random(random, 1 + random.nextInt(40), START, START + 1);
        return Observations.aggregate(observations);
    }

    private static void assertSame(Aggregate actual, Aggregate expected) {
        assertThat(actual == null ? null : Observations.bytes(actual))
                .isEqualTo(expected == null ? null : Observations.bytes(expected));
    }

    private static PackedWindows restarted(Resolution resolution, PackedWindows windows) throws IOException {
        return PackedWindows.read(resolution, new DataInputStream(new ByteArrayInputStream(bytes(windows))));
    }

    private static byte[] bytes(PackedWindows windows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        windows.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
