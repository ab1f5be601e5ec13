/**
 * How records travel between operators and into checkpoints: hand-written, versioned, never Kryo. One serializer class a
 * type; {@link dev.tocsin.job.serialization.Types} lists the type informations that the topologies use.
 */
package dev.tocsin.job.serialization;
