package dev.tocsin.alerting.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before trying again when the channel does not say: doubling from 1 s to 30 s, with jitter. */
final class Backoff {

    private static final long FIRST_MS = 1_000;
    private static final long LONGEST_MS = 30_000;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half of the full delay and all of it; {@code attempts} is how often it failed so far, at least 1. */
    Duration after(int attempts) {
        long full = Math.min(LONGEST_MS, FIRST_MS << Math.min(attempts - 1, 10));
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
