/** The two ends that this service has in Kafka: definitions come in through one topic, results leave through another. */
package dev.tocsin.probe.kafka;
