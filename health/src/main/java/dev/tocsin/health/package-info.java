/**
 * Pure arithmetic and decisions. Nothing here imports Flink, reads a clock, does I/O or logs: a method gets what it needs
 * as arguments, {@code now} included, and returns what it found, with the reason.
 *
 * <ul>
 *   <li>{@code admission}: whether a record counts, and in which windows
 *   <li>{@code sketch}: the distribution behind every percentile
 *   <li>{@code aggregate}: what a series amounts to in a window, and how windows merge into views
 *   <li>{@code figures}: percentiles, Apdex, rates, uptime, the sliding views, states and the score
 *   <li>{@code slo}: error budget and burn rate
 *   <li>{@code detect}: anomaly detectors behind one port
 *   <li>{@code rules}: the numbered rules
 *   <li>{@code incident}: from a rule's judgement to the transitions people are told of
 * </ul>
 *
 * <p>The stream job, the gateway and the tests' oracle share it, so one definition of a figure exists.
 */
package dev.tocsin.health;
