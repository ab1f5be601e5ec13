/**
 * The prober for http and https, and the only package that knows OkHttp.
 *
 * <p>A check does what a new visitor does: it resolves the name, connects, shakes hands and reads the answer to its end,
 * each time anew, so that a service that refuses newcomers, a moved name or a bad new certificate is noticed at once
 * and every result has the same parts. Kept connections are cheaper, see nothing of that, and are a setting.
 */
package dev.tocsin.probe.http;
