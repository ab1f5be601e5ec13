/**
 * The notifier: turns each {@link dev.tocsin.events.AlertTransition} into exactly one message a channel, or a recorded
 * reason why there is none.
 *
 * <p>One transition walks through {@link dev.tocsin.alerting.stage.Stages}: route, dedupe, mute, send, record. Dedupe
 * stands before mute because what was settled once must not be judged again by today's incidents: a topic that is read
 * again from the start would otherwise mute what was long delivered, or tell what was long covered.
 *
 * <p>The promise is at least once, deduplicated: read the ledger, claim with a lease, send, record as delivered, advance
 * the Kafka offset. A crash between the channel's yes and our record of it may repeat one message; none is lost.
 *
 * <p>Where things are: {@code kafka} reads transitions and publishes what became of them, {@code delivery} keeps the
 * order and tries again, {@code stage} decides, {@code ledger} remembers ({@code redis} durably), {@code channel} is what
 * a channel must do, {@code slack} does it. Do not decide here whether something is wrong: that is the detection job's.
 */
package dev.tocsin.alerting;
