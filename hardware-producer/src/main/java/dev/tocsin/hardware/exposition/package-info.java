/** This machine's sample in Prometheus' formats. What is in it stands in {@link dev.tocsin.events.host}. */
package dev.tocsin.hardware.exposition;
