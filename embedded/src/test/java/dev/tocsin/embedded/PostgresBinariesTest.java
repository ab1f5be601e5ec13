package dev.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

    @ParameterizedTest
    @CsvSource({"linux, amd64", "linux, arm64", "darwin, amd64", "darwin, arm64"})
    void shouldBringAServerForEachPlatform(String system, String architecture) {
        assertThat(PostgresBinaries.class.getResource(PostgresBinaries.resource(system, architecture)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"linux, riscv64", "linux, i386"})
    void shouldBringNoneForOthers(String system, String architecture) {
        assertThat(PostgresBinaries.class.getResource(PostgresBinaries.resource(system, architecture)))
                .isNull();
    }
}
