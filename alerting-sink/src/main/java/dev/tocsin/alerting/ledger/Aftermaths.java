package dev.tocsin.alerting.ledger;

import dev.tocsin.events.Entity;
import java.util.List;

/**
 * The incidents that were told and have been resolved lately, by channel and entity. They are no open incidents any more
 * and nobody removes them: they go by themselves, some time after the grace time is over.
 *
 * @implSpec may throw {@link MemoryUnavailableException}
 */
public interface Aftermaths {

    /** How many of one entity are kept at most; the oldest go first. */
    int MOST = 32;

    /** Adds it; the same one again changes nothing. */
    void add(String channel, Aftermath aftermath);

    /** Those of one entity, in no particular order, all that are in their grace time and perhaps some that are not. */
    List<Aftermath> recent(String channel, Entity entity);
}
