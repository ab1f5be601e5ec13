/**
 * The numbered rules. Each is small and pure: what it looks at comes in as arguments, and a
 * {@link dev.tocsin.health.incident.Judgement} with its reason comes out. The numbers stand in
 * {@link dev.tocsin.health.rules.Rule}, in the tests' names and in ARCHITECTURE.md.
 *
 * <p>{@link dev.tocsin.health.rules.EntityHealth} is where they meet: one object per watched entity, fed with signals, views
 * and definitions, which answers with the transitions that people are told of.
 */
package dev.tocsin.health.rules;
