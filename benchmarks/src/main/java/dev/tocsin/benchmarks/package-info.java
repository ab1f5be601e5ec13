/**
 * How fast the parts are. In the build, so that it compiles and its smoke profile runs in the tests; outside the services,
 * which never import it. Figures are only worth comparing when they were measured side by side in one run.
 */
package dev.tocsin.benchmarks;
