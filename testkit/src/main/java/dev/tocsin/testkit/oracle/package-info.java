/**
 * The offline oracle: what the aggregates must be, recomputed from exactly the records that were produced.
 *
 * <p>Single-threaded, with sorted values and plain maps, and on purpose without any code of the job or of
 * {@code dev.tocsin.health}: a fault that both shared would not show. It reads JSON as a tree, scales with
 * {@link java.math.BigDecimal} and finds buckets with {@link java.math.BigInteger}.
 */
package dev.tocsin.testkit.oracle;
