/** Compact bytes: what state, shuffles and stored sketches are made of. Not for wire records, which are JSON. */
package dev.tocsin.health.bytes;
