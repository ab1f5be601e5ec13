/**
 * The catalogue of faults: each breaks a {@link dev.tocsin.benchmarks.stand.Stand} in one way while traffic flows, and then
 * holds every row that the jobs have written against an offline recomputation. {@link dev.tocsin.benchmarks.faults.Catalogue}
 * lists them.
 */
package dev.tocsin.benchmarks.faults;
