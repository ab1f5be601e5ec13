package dev.tocsin.hardware.sampling;

import dev.tocsin.events.HostSample.Cpu;
import dev.tocsin.events.HostSample.Gpu;
import dev.tocsin.events.HostSample.Memory;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads all parts of the machine, one after another. Used by one thread at a time; never throws. */
public final class Sampler implements AutoCloseable {

    private final String host;
    private final Duration interval;
    private final Clock clock;
    private final GuardedCollector<Cpu> cpu;
    private final GuardedCollector<Memory> memory;
    private final GuardedCollector<Gpu> gpu;

    public Sampler(String host, Duration interval, Clock clock, Collectors collectors) {
        this.host = host;
        this.interval = interval;
        this.clock = clock;
        this.cpu = new GuardedCollector<>(collectors.cpu());
        this.memory = new GuardedCollector<>(collectors.memory());
        this.gpu = new GuardedCollector<>(collectors.gpu());
    }

    public Reading read() {
        long timestamp = clock.millis();
        Cpu cpuNow = cpu.collect();
        Memory memoryNow = memory.collect();
        Gpu gpuNow = gpu.collect();
        return new Reading(
                host,
                timestamp,
                interval.toMillis(),
                cpuNow,
                memoryNow,
                gpuNow,
                Stream.of(cpu.failure(), memory.failure(), gpu.failure())
                        .filter(Objects::nonNull)
                        .toList());
    }

    @Override
    public void close() {
        gpu.close();
        memory.close();
        cpu.close();
    }
}
