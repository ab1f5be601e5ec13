/**
 * What a {@link dev.tocsin.events.HostSample} looks like from outside: JSON, and the names, types and labels of Prometheus
 * metrics, as clients of Production Health Guardian know them. Depends on the wire record alone, so whoever reads the topic
 * serves the very same documents as the machine itself.
 */
package dev.tocsin.events.host;
