package dev.tocsin.hardware.sampling;

import dev.tocsin.events.HostSample.Cpu;
import dev.tocsin.events.HostSample.Gpu;
import dev.tocsin.events.HostSample.Memory;

/** Everything of the machine that is read, one collector for each part of a {@link dev.tocsin.events.HostSample}. */
public record Collectors(Collector<Cpu> cpu, Collector<Memory> memory, Collector<Gpu> gpu) {}
