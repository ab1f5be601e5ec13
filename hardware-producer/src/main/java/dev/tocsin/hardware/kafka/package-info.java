/** The way of the samples into Kafka. */
package dev.tocsin.hardware.kafka;
