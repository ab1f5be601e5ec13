package dev.tocsin.probe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SortableIdsTest {

    private final SortableIds ids = new SortableIds(new Random(7));

    @Test
    void shouldSortByTimeAndWithinAMillisecondByOrder() {
        List<String> made = Stream.of(5L, 5L, 5L, 6L, 1_760_000_000_123L, 1_760_000_000_123L)
                .map(ids::next)
                .toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldWriteTheTimeIntoTheFirstTenOfTwentySixDigits() {
        assertThat(ids.next(1_469_918_176_385L)).startsWith("01ARYZ6S41").matches("[0-9A-HJKMNP-TV-Z]{26}");
    }

    @Test
    void shouldCarryFromTheLowHalfIntoTheHighOne() {
        SortableIds full = new SortableIds(new Random() {
            @Override
            public long nextLong() {
                return -1;
            }
        });

        assertThat(List.of(full.next(1), full.next(1), full.next(1))).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldNeverRepeatAnId() {
        HashSet<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add(ids.next(i / 1_000))).isTrue();
        }
    }
}
