/** {@code ./tocsin bench throughput} and {@code growth}: how many events a second, what they cost, and beside whom. */
package dev.tocsin.benchmarks.throughput;
