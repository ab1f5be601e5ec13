/**
 * What is pushed to browsers: who listens, and to what. Knows frames, not sockets: a {@link dev.tocsin.gateway.live.Listener}
 * takes a frame or says that it cannot, at once, so that a slow one never holds up another.
 */
package dev.tocsin.gateway.live;
