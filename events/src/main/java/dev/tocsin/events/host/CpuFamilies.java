package dev.tocsin.events.host;

import dev.tocsin.events.HostSample.Cpu;
import java.util.Map;
import java.util.stream.Stream;

/** The {@code cpu_*} metrics. */
final class CpuFamilies {

    private final Family physical = Family.gauge("cpu_physical_count", "Physical processor cores.");
    private final Family logical = Family.gauge("cpu_logical_count", "Logical processor cores.");
    private final Family frequencyCurrent =
            Family.gauge("cpu_frequency_current_mhz", "Mean current frequency of the cores in MHz, 0 if unknown.");
    private final Family frequencyMin = Family.gauge("cpu_frequency_min_mhz", "Lowest frequency in MHz, 0 if unknown.");
    private final Family frequencyMax =
            Family.gauge("cpu_frequency_max_mhz", "Highest frequency in MHz, 0 if unknown.");
    private final Family percent =
            Family.gauge("cpu_percent_total", "Busy share of all cores over the last interval, 0 to 100.");
    private final Family percentPerCore =
            Family.gauge("cpu_percent_per_cpu", "Busy share of one core over the last interval, 0 to 100.");
    private final Family contextSwitches = Family.counter("cpu_ctx_switches_total", "Context switches since boot.");
    private final Family interrupts = Family.counter("cpu_interrupts_total", "Interrupts since boot.");
    private final Family softInterrupts = Family.counter("cpu_soft_interrupts_total", "Soft interrupts since boot.");
    private final Family syscalls =
            Family.counter("cpu_syscalls_total", "System calls since boot; 0 where the system does not count them.");

    void add(Map<String, String> labels, Cpu cpu) {
        physical.add(labels, cpu.physicalCores());
        logical.add(labels, cpu.logicalCores());
        frequencyCurrent.add(labels, cpu.frequencyCurrent());
        frequencyMin.add(labels, cpu.frequencyMin());
        frequencyMax.add(labels, cpu.frequencyMax());
        percent.add(labels, cpu.percent());
        for (int core = 0; core < cpu.perCorePercent().size(); core++) {
            percentPerCore.add(
                    Family.with(labels, "core", String.valueOf(core)),
                    cpu.perCorePercent().get(core));
        }
        contextSwitches.add(labels, cpu.contextSwitches());
        interrupts.add(labels, cpu.interrupts());
        softInterrupts.add(labels, cpu.softInterrupts());
        syscalls.add(labels, cpu.syscalls());
    }

    Stream<Family> all() {
        return Stream.of(
                physical,
                logical,
                frequencyCurrent,
                frequencyMin,
                frequencyMax,
                percent,
                percentPerCore,
                contextSwitches,
                interrupts,
                softInterrupts,
                syscalls);
    }
}
