/**
 * From Kafka to Postgres: one line of SQL a table, each an upsert by the row's own identity, so that replays, retries and a
 * writer that should have been dead change nothing.
 */
package dev.tocsin.job.recording;
