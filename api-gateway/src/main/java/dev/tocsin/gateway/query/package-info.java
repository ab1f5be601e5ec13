/**
 * Questions for distributions over any time, services, groups and locations, answered from merged sketches: which series
 * they are about, where their windows are read from, what they came to. The last day's slices are kept in memory; rollups come from
 * Postgres. Knows neither HTTP nor SQL. What is shown at every moment, cards and summaries, is on the {@code board}.
 */
package dev.tocsin.gateway.query;
