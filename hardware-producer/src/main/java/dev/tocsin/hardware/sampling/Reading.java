package dev.tocsin.hardware.sampling;

import dev.tocsin.events.HostSample;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The machine at one moment, as far as it could be read.
 *
 * @param timestamp epoch ms
 * @param intervalMs the time that this reading stands for
 * @param cpu null if it could not be read, and so are memory and gpu
 * @param failures one for each part that could not be read
 */
public record Reading(
        String host,
        long timestamp,
        long intervalMs,
        HostSample.Cpu cpu,
        HostSample.Memory memory,
        HostSample.Gpu gpu,
        List<CollectorFailure> failures) {

    public Reading {
        failures = List.copyOf(failures);
    }

    /**
     * The reading as it is published. Empty without processor or memory: a record with zeros in their place would be
     * taken for a machine at rest, whereas silence is noticed.
     */
    public Optional<HostSample> sample() {
        return cpu == null || memory == null
                ? Optional.empty()
                : Optional.of(
                        new HostSample(UUID.randomUUID().toString(), host, timestamp, intervalMs, cpu, memory, gpu));
    }
}
