package dev.tocsin.alerting.ledger;

import java.time.Duration;

/**
 * How long slow answers in a row are put up with. A page asks about nine questions, so that answers of 30 ms delay it by
 * less than 300 ms, and so does what it takes to lose patience: two answers of 60 ms or more, or four of 30. One hiccup
 * alone, however long, does not count for more than half. Belongs to the delivery loop.
 */
final class Patience {

    static final Duration QUICK = Duration.ofMillis(30);

    private static final long MOST_FOR_ONE = Duration.ofMillis(60).toNanos();
    private static final long LIMIT = 2 * MOST_FOR_ONE;

    private long spent;

    static boolean isQuick(long nanos) {
        return nanos < QUICK.toNanos();
    }

    void answeredAfter(long nanos) {
        spent = isQuick(nanos) ? 0 : spent + Math.min(nanos, MOST_FOR_ONE);
    }

    boolean isLost() {
        return spent >= LIMIT;
    }

    void renew() {
        spent = 0;
    }
}
