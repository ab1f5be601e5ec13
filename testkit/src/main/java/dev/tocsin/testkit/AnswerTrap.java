package dev.tocsin.testkit;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Waits for one particular answer of the server, on whichever connection it comes. Thread-safe. */
final class AnswerTrap {

    private final AtomicReference<Armed> armed = new AtomicReference<>();

    private record Armed(Predicate<byte[]> isIt, CompletableFuture<Void> caught) {}

    CompletableFuture<Void> arm(Predicate<byte[]> isIt) {
        Armed next = new Armed(isIt, new CompletableFuture<>());
        armed.set(next);
        return next.caught();
    }

    /** Whether this is the answer that was waited for; true once. */
    boolean catches(byte[] buffer, int count) {
        Armed now = armed.get();
        if (now == null || !now.isIt().test(Arrays.copyOf(buffer, count)) || !armed.compareAndSet(now, null)) {
            return false;
        }
        now.caught().complete(null);
        return true;
    }
}
