package dev.tocsin.alerting.ledger;

import dev.tocsin.events.Entity;
import java.util.List;
import java.util.Set;

/**
 * The incidents that are open, by channel and entity.
 *
 * @implSpec may throw {@link MemoryUnavailableException}
 */
public interface OpenIncidents {

    /** Those of one entity, in no particular order. */
    List<OpenIncident> of(String channel, Entity entity);

    /** Adds it or replaces what was known of the same incident. */
    void put(String channel, OpenIncident incident);

    void remove(String channel, Entity entity, String incidentId);

    /** The entities that have an incident which is covered by another. */
    Set<Entity> covered(String channel);

    /** How many incidents are open; those that are closing are not. */
    int count(String channel);
}
