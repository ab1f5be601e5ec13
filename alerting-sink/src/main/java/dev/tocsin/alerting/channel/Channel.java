package dev.tocsin.alerting.channel;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Somewhere people read messages. Thread-safe. */
public interface Channel extends AutoCloseable {

    /** Short, lower case, stable: part of every delivery's identity, for example {@code slack}. */
    String name();

    /** The least time between two messages. */
    Duration pace();

    /** The most stories that one message may carry; 1 if the channel knows no digests. */
    int storiesPerMessage();

    /** Sends without blocking the caller. Completes normally always: what went wrong is an answer, not an exception. */
    CompletionStage<Delivery> send(Message message);

    @Override
    void close();
}
