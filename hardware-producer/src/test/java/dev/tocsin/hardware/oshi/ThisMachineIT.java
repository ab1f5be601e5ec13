package dev.tocsin.hardware.oshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tocsin.events.HostSample.Cpu;
import dev.tocsin.events.HostSample.Memory;
import dev.tocsin.hardware.sampling.Collector;
import dev.tocsin.hardware.sampling.Collectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ThisMachineIT {

    private static Collectors machine;

    @BeforeAll
    static void open() {
        machine = ThisMachine.collectors(System::nanoTime);
    }

    @Test
    void shouldReadAPlausibleProcessor() throws Exception {
        Cpu cpu = machine.cpu().collect();
        assertThat(cpu.logicalCores()).isPositive();
        assertThat(cpu.physicalCores()).isBetween(1, cpu.logicalCores());
        assertThat(cpu.percent()).isBetween(0.0, 100.0);
        assertThat(cpu.perCorePercent()).hasSize(cpu.logicalCores()).allSatisfy(share -> assertThat(share)
                .isBetween(0.0, 100.0));
        assertThat(cpu.frequencyCurrent()).isNotNegative().isLessThan(20_000);
        assertThat(cpu.contextSwitches()).isPositive();
        assertThat(cpu.interrupts()).isPositive();
        assertThat(cpu.syscalls()).isZero();
    }

    @Test
    void shouldReadPlausibleMemory() throws Exception {
        Memory memory = machine.memory().collect();
        assertThat(memory.used()).isPositive().isLessThan(memory.total());
        assertThat(memory.available()).isEqualTo(memory.total() - memory.used());
        assertThat(memory.percent()).isCloseTo(100.0 * memory.used() / memory.total(), within(0.001));
        assertThat(memory.swapUsed() + memory.swapFree()).isEqualTo(memory.swapTotal());
    }

    @Test
    void shouldKnowItsName() {
        assertThat(ThisMachine.hostName()).isNotBlank();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAgreeWithTheKernelOnMemory() throws Exception {
        Memory memory = machine.memory().collect();
        assertThat(memory.total()).isEqualTo(proc("meminfo", "MemTotal:") * 1024);
        assertThat((double) memory.available()).isCloseTo(proc("meminfo", "MemAvailable:") * 1024.0, within(2e8));
        assertThat((double) memory.free()).isCloseTo(proc("meminfo", "MemFree:") * 1024.0, within(2e8));
        assertThat(memory.swapTotal()).isEqualTo(proc("meminfo", "SwapTotal:") * 1024);
        assertThat(memory.swapIn()).isLessThanOrEqualTo(proc("vmstat", "pswpin"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAgreeWithTheKernelOnCounters() throws Exception {
        long switchesBefore = proc("stat", "ctxt");
        long interruptsBefore = proc("stat", "intr");
        long softInterruptsBefore = proc("stat", "softirq");
        Cpu cpu = machine.cpu().collect();
        assertThat(cpu.logicalCores()).isEqualTo((int) Files.readAllLines(Path.of("/proc/stat")).stream()
                .filter(line -> line.matches("cpu\\d+ .*"))
                .count());
        assertThat(cpu.contextSwitches()).isBetween(switchesBefore, proc("stat", "ctxt"));
        assertThat(cpu.interrupts()).isBetween(interruptsBefore, proc("stat", "intr"));
        assertThat(cpu.softInterrupts()).isBetween(softInterruptsBefore, proc("stat", "softirq"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAgreeWithTheKernelOnTheBusyShareWhileACoreIsKeptBusy() throws Exception {
        Collector<Cpu> cpu = ThisMachine.collectors(System::nanoTime).cpu();
        cpu.collect();
        long[] before = cpuTicks();
        Thread spinning = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        spinning.start();
        try {
            long start = System.nanoTime();
            await().pollInterval(Duration.ofMillis(50))
                    .until(() ->
                            System.nanoTime() - start > Duration.ofSeconds(2).toNanos());
            Cpu reading = cpu.collect();
            long[] after = cpuTicks();
            long idle = after[3] + after[4] - before[3] - before[4];
            long all = Arrays.stream(after).limit(8).sum()
                    - Arrays.stream(before).limit(8).sum();
            assertThat(reading.percent()).isCloseTo(100.0 * (all - idle) / all, within(3.0));
            assertThat(reading.percent()).isGreaterThan(80.0 / reading.logicalCores());
        } finally {
            spinning.interrupt();
            spinning.join();
        }
    }

    private static long proc(String file, String word) throws IOException {
        return Files.readAllLines(Path.of("/proc", file)).stream()
                .filter(line -> line.startsWith(word + " ") || line.startsWith(word + "\t"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                .findFirst()
                .orElseThrow();
    }

    private static long[] cpuTicks() throws IOException {
        String all = Files.readAllLines(Path.of("/proc/stat")).get(0);
        return Arrays.stream(all.split("\\s+"))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
