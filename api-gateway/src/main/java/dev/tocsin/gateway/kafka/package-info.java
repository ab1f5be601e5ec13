/**
 * The gateway's side of Kafka: topics that must exist, ticks that move time, publishing of definitions and samples, and the
 * one thread that reads what the jobs found. Knows what a record is, not what it means: that is for {@code board}.
 */
package dev.tocsin.gateway.kafka;
