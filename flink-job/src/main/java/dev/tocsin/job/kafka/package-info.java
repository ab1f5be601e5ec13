/** The Kafka ends of both jobs: what is read from where, what is written under which key. */
package dev.tocsin.job.kafka;
