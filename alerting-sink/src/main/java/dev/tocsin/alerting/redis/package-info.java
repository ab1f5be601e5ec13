/**
 * The memory that survives a restart. The only place that knows Jedis; every failure leaves it as a {@link
 * dev.tocsin.alerting.ledger.MemoryUnavailableException}, after 300 ms at most.
 */
package dev.tocsin.alerting.redis;
