package dev.tocsin.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DropLogTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void shouldSpeakAtOnceAndThenOncePerPeriod() {
        DropLog log = new DropLog(Duration.ofMinutes(1));

        assertThat(log.due(0, 0)).isEmpty();
        assertThat(log.due(3, SECOND)).hasValue(3);
        assertThat(log.due(5, 30 * SECOND)).isEmpty();
        assertThat(log.due(9, 61 * SECOND)).hasValue(6);
        assertThat(log.due(9, 200 * SECOND)).isEmpty();
    }
}
