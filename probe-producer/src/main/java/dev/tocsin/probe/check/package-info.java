/**
 * What one check is, whatever the protocol: a {@link dev.tocsin.probe.check.Target} goes into a
 * {@link dev.tocsin.probe.check.Prober}, a {@link dev.tocsin.probe.check.Finding} comes out.
 */
package dev.tocsin.probe.check;
