package dev.tocsin.benchmarks.throughput;

import dev.tocsin.benchmarks.fleet.FleetOracle;

/**
 * A topic that is filled, and what must come out of it.
 *
 * @param warmUp so many of its results come first and are not measured
 */
record Load(String topic, long warmUp, FleetOracle oracle) {}
