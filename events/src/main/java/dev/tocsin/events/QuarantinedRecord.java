package dev.tocsin.events;

import java.util.Objects;

/**
 * A record that was not admitted, with the place to find it and the reason. Topic {@link Topics#QUARANTINE}, key = source
 * topic. Identity: (topic, partition, offset).
 *
 * @param reason a stable word: {@code malformed-json}, {@code missing-field}, {@code future}, {@code late}, …
 * @param detail a sentence that says what to do
 * @param appendTime when the broker appended it, epoch ms
 * @param excerpt the beginning of the value, for people
 */
public record QuarantinedRecord(
        String topic, int partition, long offset, String reason, String detail, long appendTime, String excerpt) {

    public QuarantinedRecord {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(reason, "reason");
    }
}
