/**
 * When to try, in which order, and how often again: one loop on one thread that owns every delivery under way.
 *
 * <p>Transitions of one incident keep their order; different incidents pass each other, the most severe first. Requests to
 * a channel are asynchronous, so nothing here waits for a network except Redis, and for that 300 ms at most. What to send
 * is decided in {@code stage}.
 */
package dev.tocsin.alerting.delivery;
