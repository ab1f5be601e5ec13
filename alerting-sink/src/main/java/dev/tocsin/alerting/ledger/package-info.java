/**
 * What the notifier remembers: what was settled ({@link dev.tocsin.alerting.ledger.Ledger}) and which incidents are open
 * ({@link dev.tocsin.alerting.ledger.OpenIncidents}).
 *
 * <p>Both are ports with two homes: in the process, and in Redis ({@code dev.tocsin.alerting.redis}). {@link
 * dev.tocsin.alerting.ledger.FailOpenMemory} puts them together: a page never waits for a memory that is down. Nothing
 * here decides; that is done in {@code stage}.
 */
package dev.tocsin.alerting.ledger;
