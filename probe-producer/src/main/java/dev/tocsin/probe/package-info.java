/**
 * The probe producer: learns the services from the control topic, checks each of them on its own rhythm from each
 * configured location, and publishes every result.
 *
 * <p>The path of one check: {@code kafka.ControlReader} hears of a service, {@code schedule.Schedule} decides when it is
 * checked, a {@code check.Prober} (one package for each protocol, {@code http} is the first) finds out how it is,
 * {@code AddressGuard} (in {@code events.guard}) says which addresses may be connected to, {@code kafka.ResultPublisher} sends the result.
 * Nothing here judges a service: rules, figures and alerts are made from the published results.
 *
 * <p>A new protocol is one package with its {@code Prober} and one line in {@link dev.tocsin.probe.ProbeApp}.
 */
package dev.tocsin.probe;
