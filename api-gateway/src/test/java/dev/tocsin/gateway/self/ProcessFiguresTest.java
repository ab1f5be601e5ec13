package dev.tocsin.gateway.self;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

    @Test
    void shouldDivideProcessorTimeByTimeAndProcessors() {
        assertThat(ProcessFigures.cpuPercent(3_000_000_000L, 10_000_000_000L, 4))
                .isEqualTo(7.5);
        assertThat(ProcessFigures.cpuPercent(20_000_000_000L, 10_000_000_000L, 2))
                .isEqualTo(100);
    }

    @Test
    void shouldStayBetween0And100() {
        assertThat(ProcessFigures.cpuPercent(21_000_000_000L, 10_000_000_000L, 2))
                .isEqualTo(100);
        assertThat(ProcessFigures.cpuPercent(1, 0, 2)).isZero();
        assertThat(ProcessFigures.cpuPercent(-1, 10, 2)).isZero();
    }

    @Test
    void shouldReadTheNumbersOfTheKernelsAccount() {
        String status = "Name:\tjava\nState:\tS (sleeping)\nVmSize:\t 6103347 kB\nVmRSS:\t  337616 kB\nThreads:\t104\n";

        assertThat(ProcessWatch.numbers(status))
                .containsEntry("VmSize", 6_103_347L)
                .containsEntry("VmRSS", 337_616L)
                .containsEntry("Threads", 104L)
                .doesNotContainKey("Name");
    }

    @Test
    void shouldKnowItsShareOfTheMachine() {
        ProcessFigures figures = new ProcessFigures(0, 0, 250, 0, 1_000, 0, 0, 0, 2_000, 5_500);
        assertThat(figures.memoryPercent()).isEqualTo(25);
        assertThat(figures.uptimeSeconds()).isEqualTo(3.5);
        assertThat(new ProcessFigures(0, 0, 250, 0, 0, 0, 0, 0, 0, 0).memoryPercent())
                .isZero();
    }
}
