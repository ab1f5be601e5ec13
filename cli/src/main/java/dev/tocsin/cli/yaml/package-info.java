/** Writes {@code tocsin.yml}, for what exports and imports services. Reading it is the gateway's. */
package dev.tocsin.cli.yaml;
