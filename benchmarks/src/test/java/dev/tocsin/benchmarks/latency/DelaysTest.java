package dev.tocsin.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {

    private final Delays delays = new Delays();

    @Test
    void shouldInterpolateBetweenTheClosestRanks() {
        delays.add(30);
        delays.add(10);
        delays.add(20);

        assertThat(delays.percentile(50)).isEqualTo(20);
        assertThat(delays.percentile(75)).isEqualTo(25);
        assertThat(delays.percentile(100)).isEqualTo(30);
    }

    @Test
    void shouldKnowNoPercentileOfNothing() {
        assertThat(delays.percentile(99)).isNaN();
    }

    @Test
    void shouldNotCountAsCompleteWhatNeverCame() {
        LatencyResult result = new LatencyResult(1_000);
        result.seen().add(1);
        result.stored().add(1);
        result.rung().add(1);
        assertThat(result.complete()).isTrue();

        result.rung().missed();
        assertThat(result.complete()).isFalse();
    }
}
