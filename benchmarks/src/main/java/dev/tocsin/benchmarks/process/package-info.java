/** Java processes that a bench starts beside its own, so that what is measured shares no heap with what measures. */
package dev.tocsin.benchmarks.process;
