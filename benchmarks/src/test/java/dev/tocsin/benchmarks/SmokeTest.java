package dev.tocsin.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class SmokeTest {

    @Test
    void shouldRunEveryBenchmarkOnce() {
        assertThatCode(() -> BenchmarksMain.main(new String[] {"--smoke"})).doesNotThrowAnyException();
    }
}
