package dev.tocsin.gateway.items;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One item.
 *
 * @param id a UUID
 * @param value finite
 * @param description null if there is none
 */
public record Item(
        String id,
        String name,
        double value,
        String description,
        List<String> tags,
        Instant createdAt,
        Instant updatedAt) {

    /** What an item is made of; in a change, null leaves a part as it is. */
    public record Draft(String name, Double value, String description, List<String> tags) {}

    public Item {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        tags = List.copyOf(tags);
    }

    static Item of(String id, Draft draft, Instant now) {
        List<String> tags = draft.tags() == null ? List.of() : draft.tags();
        return new Item(id, draft.name(), draft.value(), draft.description(), tags, now, now);
    }

    /** @param clearDescription whether the description is set even if it is null */
    Item changed(Draft draft, boolean clearDescription, Instant now) {
        return new Item(
                id,
                draft.name() == null ? name : draft.name(),
                draft.value() == null ? value : draft.value(),
                draft.description() == null && !clearDescription ? description : draft.description(),
                draft.tags() == null ? tags : draft.tags(),
                createdAt,
                now);
    }
}
