/**
 * From a rule's judgements to what people are told: one incident a (entity, rule), opened and closed once.
 *
 * <p>inactive → pending → firing → resolved; a resolved incident is inactive again, and the next one has a new id.
 */
package dev.tocsin.health.incident;
