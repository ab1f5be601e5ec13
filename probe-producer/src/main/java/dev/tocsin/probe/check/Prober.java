package dev.tocsin.probe.check;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Checks targets over one protocol. Implementations are thread-safe; closing one cancels what it is doing. */
public interface Prober extends AutoCloseable {

    /** The protocol's name as results carry it, for example {@code http}. */
    String kind();

    /** The URL schemes that it understands, in lower case. */
    Set<String> schemes();

    /**
     * Starts one check and returns at once. The finding arrives soon after the target's timeout at the latest, and how
     * the target fails is a finding too; the future fails only if the prober itself is broken.
     */
    CompletableFuture<Finding> probe(Target target);

    @Override
    void close();
}
