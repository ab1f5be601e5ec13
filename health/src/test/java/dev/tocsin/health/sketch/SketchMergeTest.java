package dev.tocsin.health.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.health.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same values make the same bytes, whatever the order in which they came and the tree in which they were merged. */
class SketchMergeTest {

    private static final int[] AMOUNTS = {0, 1, 2, 32, 63, 64, 65, 66, 128, 129, 1_000};

    @ParameterizedTest
    @EnumSource
    void shouldMakeTheSameBytesInAnyOrder(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(distribution.ordinal());
        for (int amount : AMOUNTS) {
            long[] values = distribution.draw(random, amount);
            byte[] expected = Sketches.of(values).encode();
            for (int i = 0; i < 10; i++) {
                assertThat(Sketches.of(shuffled(values, random)).encode()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldMakeTheSameBytesByAnyMergeTree(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(50 + distribution.ordinal());
        for (int amount : AMOUNTS) {
            long[] values = distribution.draw(random, amount);
            byte[] expected = Sketches.of(values).encode();
            for (int i = 0; i < 20; i++) {
                assertThat(byRandomTree(shuffled(values, random), random).encode())
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveTheMergedOneAsItIs(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(80 + distribution.ordinal());
        for (int amount : AMOUNTS) {
            Sketch merged = Sketches.of(distribution.draw(random, amount));
            byte[] before = merged.encode();

            Sketch into = Sketches.of(distribution.draw(random, random.nextInt(200)));
            into.merge(merged);
            into.add(1);

            assertThat(merged.encode()).isEqualTo(before);
        }
    }

    /** Also by way of bytes, as the shuffle and the state carry them. */
    private static Sketch byRandomTree(long[] values, SplittableRandom random) {
        List<Sketch> parts = new ArrayList<>();
        parts.add(new Sketch());
        int pieces = 1 + random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            parts.add(new Sketch());
        }
        for (long value : values) {
            parts.get(random.nextInt(parts.size())).add(value);
        }
        while (parts.size() > 1) {
            Sketch one = parts.remove(random.nextInt(parts.size()));
            int other = random.nextInt(parts.size());
            parts.get(other).merge(random.nextBoolean() ? one : Sketch.decode(one.encode()));
        }
        return parts.get(0);
    }

    private static long[] shuffled(long[] values, SplittableRandom random) {
        long[] shuffled = values.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        return shuffled;
    }
}
