/**
 * Postgres: the truth about registered services, and the history that the recording job writes. Every method takes one
 * pooled connection and gives it back. Nothing here knows Kafka or HTTP.
 */
package dev.tocsin.gateway.store;
