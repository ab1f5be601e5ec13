package dev.tocsin.gateway.self;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Both observers of the gateway together. Thread-safe; answers from memory. */
public record SelfWatch(ProcessWatch process, RequestWindows requests, DoubleSupplier inFlight) {

    /** What score and conditions look at. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    /** The gateway as it is now, asked by a request that is itself in flight. */
    public SelfFigures askedByARequest() {
        long others = Math.max(0, (long) inFlight.getAsDouble() - 1);
        return new SelfFigures(process.latest(), requests.last(WINDOW), requests.total(), others);
    }
}
