/**
 * What a promise about a service's availability amounts to: error budget and burn rate, from counts alone, whoever kept them.
 *
 * <p>Not for latency promises, and not for deciding who is told: that is a rule's matter.
 */
package dev.tocsin.health.slo;
