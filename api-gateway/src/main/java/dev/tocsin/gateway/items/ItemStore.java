package dev.tocsin.gateway.items;

import dev.tocsin.gateway.items.Item.Draft;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** All items, in the order in which they came; no more than {@link #CAPACITY}. Thread-safe. */
public final class ItemStore {

    public static final int CAPACITY = 10_000;

    private final Clock clock;
    private final Map<String, Item> items = new LinkedHashMap<>();

    public ItemStore(Clock clock) {
        this.clock = clock;
    }

    /** Figures over all items; zeros without any. */
    public record Summary(
            int totalItems, double averageValue, double minValue, double maxValue, List<String> uniqueTags) {}

    /** Adds all or, if they would not fit, none; then it is empty. */
    public synchronized Optional<List<Item>> add(List<Draft> drafts) {
        if (items.size() + drafts.size() > CAPACITY) {
            return Optional.empty();
        }
        List<Item> added = drafts.stream()
                .map(draft -> Item.of(UUID.randomUUID().toString(), draft, clock.instant()))
                .toList();
        added.forEach(item -> items.put(item.id(), item));
        return Optional.of(added);
    }

    /** @param tag the one that items must have; any if empty */
    public synchronized List<Item> page(Optional<String> tag, long offset, int limit) {
        return items.values().stream()
                .filter(item -> tag.isEmpty() || item.tags().contains(tag.get()))
                .skip(offset)
                .limit(limit)
                .toList();
    }

    public synchronized Optional<Item> find(String id) {
        return Optional.ofNullable(items.get(id));
    }

    /** The item as it is now; empty if there is none of that id. */
    public synchronized Optional<Item> change(String id, Draft draft, boolean clearDescription) {
        return Optional.ofNullable(
                items.computeIfPresent(id, (same, item) -> item.changed(draft, clearDescription, clock.instant())));
    }

    /** Whether there was one of that id. */
    public synchronized boolean delete(String id) {
        return items.remove(id) != null;
    }

    public synchronized Summary summary() {
        List<Item> all = new ArrayList<>(items.values());
        TreeSet<String> tags = new TreeSet<>();
        all.forEach(item -> tags.addAll(item.tags()));
        return new Summary(
                all.size(),
                // Halved before they are summed, two of the largest numbers stay finite.
                all.stream().mapToDouble(item -> item.value() / all.size()).sum(),
                all.stream().mapToDouble(Item::value).min().orElse(0),
                all.stream().mapToDouble(Item::value).max().orElse(0),
                List.copyOf(tags));
    }
}
