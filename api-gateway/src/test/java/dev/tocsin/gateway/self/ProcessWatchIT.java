package dev.tocsin.gateway.self;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The process that runs the test. */
class ProcessWatchIT {

    @Test
    void shouldSeeAThreadThatIsBusyAndWhatTheProcessHolds() {
        try (ProcessWatch watch = new ProcessWatch(Clock.systemUTC(), Duration.ofMillis(200))) {
            watch.start();
            Thread busy = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            });
            busy.start();
            double oneProcessor = 100.0 / Runtime.getRuntime().availableProcessors();
            await().atMost(Duration.ofSeconds(20)).until(() -> watch.latest().cpuPercent() > oneProcessor / 4);
            busy.interrupt();

            ProcessFigures now = watch.latest();
            assertThat(now.cpuPercent()).isBetween(0.0, 100.0);
            assertThat(now.residentBytes()).isBetween(10_000_000L, now.physicalBytes());
            assertThat(now.virtualBytes()).isGreaterThan(now.residentBytes());
            assertThat(now.threads()).isGreaterThan(5);
            assertThat(now.openFiles()).isBetween(1L, now.maxFiles());
            assertThat(watch.isWatching()).isTrue();
        }
    }
}
