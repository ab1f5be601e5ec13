/**
 * Decides when each service is checked from each location. Everything happens on one timer thread, which only starts
 * checks and never waits for them; so the schedule needs no locks and a hanging service delays no other.
 */
package dev.tocsin.probe.schedule;
