package dev.tocsin.health.slo;

import dev.tocsin.health.aggregate.EventCounts;

/**
 * What a promise allows to fail, and what is left of that: 1 − error rate / (1 − objective), counted in events (Google's SRE
 * Workbook, chapters 2 and 5). The budget is that of the events seen so far, so a young service has a small one.
 *
 * @param periodMs how far back it looks
 * @param counts what it was computed from
 * @param allowed how many of the known events may fail
 * @param left share of the budget that is left: 1 untouched, 0 spent, negative overspent; NaN where nothing is known
 * @param coverage how much of the period has observations, 0..1
 */
public record ErrorBudget(long periodMs, EventCounts counts, double allowed, double left, double coverage) {}
