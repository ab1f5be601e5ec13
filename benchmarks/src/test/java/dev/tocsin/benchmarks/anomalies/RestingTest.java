package dev.tocsin.benchmarks.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.health.detect.Detector;
import java.io.DataOutput;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestingTest {

    /** Says of each value that it is its score. */
    private final Detector resting = new Resting(
            new Detector() {
                @Override
                public Verdict observe(long timestamp, double value) {
                    return new Verdict(value, 0, 0, "");
                }

                @Override
                public void write(DataOutput out) {}
            },
            10);

    @Test
    void shouldLetOneAlarmThroughAndThenRestForTwoFifthsOfTheWarmUp() {
        assertThat(scores(0.4, 0.6, 0.6, 0.7, 0.3, 0.6, 0.6)).containsExactly(0.4, 0.6, 0.0, 0.0, 0.3, 0.0, 0.6);
    }

    @Test
    void shouldLetSomethingThreeTimesAsStrongThrough() {
        // A strength of 1.5, then of 4.0 and of 5.7.
        assertThat(scores(0.6, 0.8, 0.85)).containsExactly(0.6, 0.0, 0.85);
    }

    private List<Double> scores(double... values) {
        return java.util.Arrays.stream(values)
                .mapToObj(value -> resting.observe(0, value).score())
                .toList();
    }
}
