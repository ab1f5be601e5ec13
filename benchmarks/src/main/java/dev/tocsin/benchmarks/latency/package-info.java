/** {@code ./tocsin bench latency}: how soon something that was produced can be seen, stored, and rings. */
package dev.tocsin.benchmarks.latency;
