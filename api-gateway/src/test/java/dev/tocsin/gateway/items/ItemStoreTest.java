package dev.tocsin.gateway.items;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.gateway.board.MutableClock;
import dev.tocsin.gateway.items.Item.Draft;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemStoreTest {

    private static final Draft DRAFT = new Draft("probe", 4.0, null, List.of("eu"));

    private final MutableClock clock = new MutableClock();
    private final ItemStore items = new ItemStore(clock);

    @Test
    void shouldKeepTheOrderFilterFirstAndPageThen() {
        for (int i = 0; i < 6; i++) {
            items.add(List.of(new Draft("n" + i, (double) i, null, List.of(i % 2 == 0 ? "even" : "odd"))));
        }

        assertThat(items.page(Optional.of("even"), 1, 5)).extracting(Item::name).containsExactly("n2", "n4");
        assertThat(items.page(Optional.empty(), 4, 1)).extracting(Item::name).containsExactly("n4");
        assertThat(items.page(Optional.empty(), 6, 10)).isEmpty();
        assertThat(items.page(Optional.empty(), 0, 0)).isEmpty();
    }

    @Test
    void shouldChangeOnlyWhatIsGiven() {
        Item item = items.add(List.of(new Draft("a", 1.0, "about", List.of("x"))))
                .orElseThrow()
                .get(0);
        clock.now += 5 * 1_000L;

        Item changed =
                items.change(item.id(), new Draft(null, 2.0, null, null), false).orElseThrow();

        assertThat(changed.name()).isEqualTo("a");
        assertThat(changed.value()).isEqualTo(2);
        assertThat(changed.description()).isEqualTo("about");
        assertThat(changed.tags()).containsExactly("x");
        assertThat(changed.createdAt()).isEqualTo(item.createdAt());
        assertThat(changed.updatedAt()).isEqualTo(item.createdAt().plusSeconds(5));
        assertThat(items.change(item.id(), new Draft(null, null, null, null), true)
                        .orElseThrow()
                        .description())
                .isNull();
        assertThat(items.change("nobody", DRAFT, false)).isEmpty();
    }

    @Test
    void shouldTakeAllOrNoneWhenItIsNearlyFull() {
        items.add(Collections.nCopies(ItemStore.CAPACITY - 1, DRAFT));

        assertThat(items.add(List.of(DRAFT, DRAFT))).isEmpty();
        assertThat(items.summary().totalItems()).isEqualTo(ItemStore.CAPACITY - 1);
        assertThat(items.add(List.of(DRAFT))).isPresent();
        assertThat(items.add(List.of(DRAFT))).isEmpty();
        assertThat(items.add(List.of())).hasValue(List.of());
    }

    @Test
    void shouldSummariseAlsoTheLargestNumbersAndNothing() {
        assertThat(items.summary()).isEqualTo(new ItemStore.Summary(0, 0, 0, 0, List.of()));
        items.add(List.of(
                new Draft("a", Double.MAX_VALUE, null, List.of("us")),
                new Draft("b", Double.MAX_VALUE, null, List.of("eu", "us"))));

        assertThat(items.summary())
                .isEqualTo(new ItemStore.Summary(
                        2, Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, List.of("eu", "us")));
    }
}
