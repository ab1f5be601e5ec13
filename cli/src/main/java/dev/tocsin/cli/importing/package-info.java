/**
 * Makes a {@code tocsin.yml} of what other programs are configured by, one class a program. Whatever has no counterpart is told,
 * never dropped in silence.
 */
package dev.tocsin.cli.importing;
