/**
 * {@code ./tocsin bench api}: a gateway with a broker and a Postgres of its own, a history as of a thousand services, and
 * clients that count and time what it answers. Beside it, in the same run, a handler that does nothing but await the
 * broker's acknowledgement.
 */
package dev.tocsin.benchmarks.api;
