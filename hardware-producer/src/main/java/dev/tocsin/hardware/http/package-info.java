/**
 * The last sample over HTTP. Every answer comes from memory: no request ever reads the machine or waits.
 *
 * <p>One machine's own readings, on loopback unless told otherwise. The page, the history and the API keys are the
 * gateway's.
 */
package dev.tocsin.hardware.http;
