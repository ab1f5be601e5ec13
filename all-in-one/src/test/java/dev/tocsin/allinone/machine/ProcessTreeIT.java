package dev.tocsin.allinone.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessTreeIT {

    private final ProcessTree ours = new ProcessTree(ProcessHandle.current().pid());

    @Test
    void shouldCountChildrenToo() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sleep", "600").start();
        try {
            assertThat(ours.pids()).startsWith(ProcessHandle.current().pid()).contains(child.pid());
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(ours.pids()).doesNotContain(child.pid());
    }

    @Test
    void shouldTellTheMemoryOfThisProcess() {
        // A JVM that runs tests needs more than 32 MB and less than 4 GB.
        assertThat(ours.memory().orElseThrow()).isBetween(32L << 20, 4L << 30);
    }

    @Test
    void shouldSeeTimeBeingSpent() {
        long before = ours.processorTime().orElseThrow();
        long began = System.nanoTime();
        await().until(() -> {
            double sum = 0;
            for (int i = 0; i < 20_000_000; i++) {
                sum += Math.sqrt(i);
            }
            return sum > 0 && ours.processorTime().orElseThrow() >= before + 100;
        });
        long wallMs = (System.nanoTime() - began) / 1_000_000;
        assertThat(ours.processorTime().orElseThrow() - before)
                .isLessThan(wallMs * Runtime.getRuntime().availableProcessors() + 1_000);
    }

    @Test
    void shouldKnowNothingOfAProcessThatIsGone() {
        ProcessTree gone = new ProcessTree(Long.MAX_VALUE);

        assertThat(gone.isAlive()).isFalse();
        assertThat(gone.pids()).isEmpty();
        assertThat(gone.memory()).isEmpty();
        assertThat(gone.processorTime()).isEmpty();
    }
}
