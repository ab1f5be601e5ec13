/**
 * Reads the machine: the only importer of OSHI and, for NVIDIA's library, of JNA. What OSHI does not know, Linux's
 * {@code /proc} and {@code /sys} do.
 */
package dev.tocsin.hardware.oshi;
