/**
 * A Tocsin for trials, made of processes that can be killed one by one: a broker, a JobManager, TaskManagers, PostgreSQL. All
 * on the loopback, all on ports that were free; everything is ended when the {@link dev.tocsin.benchmarks.stand.Stand} is
 * closed.
 */
package dev.tocsin.benchmarks.stand;
