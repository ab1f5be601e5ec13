/**
 * The fleet that the end-to-end benches invent: seeded results of healthy services, their ticks, the topics that hold them, and
 * what any correct computation must make of them. The testkit's traffic and oracle are for exactness, full of malformed and late
 * records and on purpose independent of the product; this one is for speed, and makes millions of records in seconds.
 */
package dev.tocsin.benchmarks.fleet;
