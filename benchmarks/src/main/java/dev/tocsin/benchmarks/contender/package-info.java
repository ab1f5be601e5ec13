/**
 * What drains a topic in the throughput bench: our job, the limit that no engine passes, and the ways in which the same
 * figures would be had from other engines. One small class each, all with the same parallelism, decoder, disorder bound and
 * producer settings, and each as good as its own way allows; each runs in a JVM of its own, see {@link
 * dev.tocsin.benchmarks.contender.ContenderMain}.
 */
package dev.tocsin.benchmarks.contender;
