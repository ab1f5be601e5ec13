package dev.tocsin.benchmarks.throughput;

import dev.tocsin.benchmarks.fleet.FleetOracle;
import dev.tocsin.benchmarks.fleet.FleetPlan;

/** A topic that is filled, and what must come out of it. */
record Load(String topic, FleetPlan plan, FleetOracle oracle) {}
