/**
 * The newest state of everything, in memory: what cards, summaries and streams show. Fed by one thread, read by many. Knows
 * neither HTTP nor Kafka nor SQL, and computes no figure that {@code dev.tocsin.health} does not define. Bounded: what is
 * older than a view reaches is forgotten.
 */
package dev.tocsin.gateway.board;
