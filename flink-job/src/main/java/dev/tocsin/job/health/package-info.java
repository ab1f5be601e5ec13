/** The shell around {@link dev.tocsin.health.rules.EntityHealth}: what arrives at an entity, its state, its timers. */
package dev.tocsin.job.health;
