/** What {@code GET /metrics} says: one registry, written by the gateway alone. Knows nothing of HTTP but its numbers. */
package dev.tocsin.gateway.exposition;
