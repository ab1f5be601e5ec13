/**
 * The notifier: turns each {@link dev.tocsin.events.AlertTransition} into exactly one message a channel, or a recorded
 * reason why there is none.
 *
 * <p>One transition walks through {@link dev.tocsin.alerting.stage.Stages}: route, dedupe, mute, send, record. Dedupe
 * stands before mute because what was settled once must not be judged again by today's incidents: a topic that is read
 * again from the start would otherwise mute what was long delivered, or tell what was long covered.
 *
 * <p>One outage rings once. An incident that was told covers others of the same entity and at most its severity while it
 * is open and for the grace time after it was resolved, its aftermath: rules that look at the last minute notice an outage
 * of seconds only when it is over. What is still open when the grace time since the resolution has passed is told after
 * all. The same rule firing again is news, a higher severity is too, and neither waits.
 *
 * <p>The promise is at least once, deduplicated: read the ledger, claim with a lease, send, record as delivered, advance
 * the Kafka offset. A crash between the channel's yes and our record of it may repeat one message; none is lost.
 *
 * <p>Where things are: {@code kafka} reads transitions and publishes what became of them, {@code delivery} keeps the
 * order and tries again, {@code stage} decides, {@code ledger} remembers ({@code redis} durably), {@code channel} is what
 * a channel must do, {@code slack} does it. Do not decide here whether something is wrong: that is the detection job's.
 */
package dev.tocsin.alerting;
