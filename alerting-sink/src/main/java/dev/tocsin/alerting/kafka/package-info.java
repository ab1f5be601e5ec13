/**
 * Transitions in, notifications out. The offset of a partition never passes the oldest transition that is not settled,
 * though those behind it go on; so a crash loses nothing, and what it reads again the ledger knows. The only place that
 * knows Kafka.
 */
package dev.tocsin.alerting.kafka;
