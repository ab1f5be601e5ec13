/**
 * Samples the machine that it runs on and publishes each sample: one {@link dev.tocsin.events.HostSample} an interval to
 * {@link dev.tocsin.events.Topics#HOST_SAMPLES}, and the last one over HTTP, for people and for Prometheus.
 *
 * <p>{@code oshi} reads the machine, {@code sampling} says when and survives what cannot be read, {@code kafka} and
 * {@code http} are the two ways out, {@code exposition} turns a sample into JSON and Prometheus series.
 *
 * <p>Run one on every machine to be watched. It measures the whole host, never its own process, and it judges nothing:
 * limits and alerts are the detection job's.
 */
package dev.tocsin.hardware;
