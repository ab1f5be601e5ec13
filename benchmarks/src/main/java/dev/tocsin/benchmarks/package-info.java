/**
 * How fast it is, beside what people would use instead, and whether it stays exact when parts of it break. In the build, so
 * that it compiles and its smoke profiles run in the tests; outside the services, which never import it.
 *
 * <p>Figures are only worth comparing when they were measured side by side in one run.
 */
package dev.tocsin.benchmarks;
