/**
 * The two Flink jobs. Detection turns observations into aggregates and incident transitions and ends in Kafka; recording
 * copies what is in Kafka to Postgres, so that a slow or absent database never delays a page.
 *
 * <p>Read {@link dev.tocsin.job.DetectionTopology} first: it is the picture. Its operators are thin; the arithmetic and the
 * decisions are in {@code dev.tocsin.health}, which knows nothing of Flink. Packages follow the path of an observation:
 * {@code intake} (decode and admit), {@code combine} (aggregate before the shuffle), {@code windows} (slices, rollups,
 * views), {@code health} (rules and incidents), {@code recording} (Postgres).
 */
package dev.tocsin.job;
