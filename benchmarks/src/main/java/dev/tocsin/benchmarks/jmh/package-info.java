/** Microbenchmarks: what single calls cost. They say where to look; whether it matters is for the end-to-end benches to say. */
package dev.tocsin.benchmarks.jmh;
