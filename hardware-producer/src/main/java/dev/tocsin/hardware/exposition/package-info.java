/**
 * What a {@link dev.tocsin.events.HostSample} looks like from outside: JSON and Prometheus series, with the names that
 * clients of Production Health Guardian know. Depends on the wire record alone, so whoever reads the topic can serve the
 * very same documents.
 */
package dev.tocsin.hardware.exposition;
