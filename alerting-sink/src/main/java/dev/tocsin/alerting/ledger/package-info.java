/**
 * What the notifier remembers: what was settled ({@link dev.tocsin.alerting.ledger.Ledger}), which incidents are open
 * ({@link dev.tocsin.alerting.ledger.OpenIncidents}), and which were told and resolved a moment ago ({@link
 * dev.tocsin.alerting.ledger.Aftermaths}).
 *
 * <p>All are ports with two homes: in the process, and in Redis ({@code dev.tocsin.alerting.redis}). {@link
 * dev.tocsin.alerting.ledger.FailOpenMemory} puts them together: a page never waits for a memory that is down. Nothing
 * here decides; that is done in {@code stage}.
 */
package dev.tocsin.alerting.ledger;
