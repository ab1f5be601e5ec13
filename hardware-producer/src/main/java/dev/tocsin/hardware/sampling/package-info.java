/**
 * When the machine is read, and what happens if a part of it cannot be. Knows neither OSHI nor Kafka nor HTTP.
 *
 * <p>A new kind of reading is one {@link dev.tocsin.hardware.sampling.Collector} and one line in
 * {@link dev.tocsin.hardware.sampling.Collectors}.
 */
package dev.tocsin.hardware.sampling;
