package dev.tocsin.benchmarks.throughput;

import dev.tocsin.benchmarks.contender.ContenderName;
import dev.tocsin.benchmarks.contender.Meter;
import java.util.List;
import java.util.Locale;

/**
 * One run of one contender.
 *
 * @param records that were measured, those to warm up with not among them
 * @param rowsWritten to its output topic, those that count and those for eyes only
 * @param cpuSeconds of its process, from when it was warm to its last result
 * @param brokerCpuSeconds of the broker meanwhile, its start and its verification included; not counted
 * @param difference from what must come out; empty if there is none
 */
record RunResult(
        ContenderName contender,
        long records,
        long rowsWritten,
        double seconds,
        double cpuSeconds,
        long peakMemoryBytes,
        List<Meter.Checkpoint> checkpoints,
        double brokerCpuSeconds,
        String difference) {

    boolean counts() {
        return difference.isEmpty();
    }

    double eventsPerSecond() {
        return records / seconds;
    }

    double cpuSecondsPerMillion() {
        return cpuSeconds / (records / 1e6);
    }

    double eventsPerCpuSecond() {
        return records / cpuSeconds;
    }

    @Override
    public String toString() {
        String figures = String.format(
                Locale.ROOT,
                "%-14s %,12d events/s  %6.2f CPU-s/M  %5d MiB  (%,d records, %,d rows, %.1f s; broker %.1f CPU-s)",
                contender.label(),
                Math.round(eventsPerSecond()),
                cpuSecondsPerMillion(),
                peakMemoryBytes >> 20,
                records,
                rowsWritten,
                seconds,
                brokerCpuSeconds);
        return counts() ? figures : figures + "  DOES NOT COUNT: " + difference;
    }
}
