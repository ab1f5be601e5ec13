package dev.tocsin.health.rules;

import static dev.tocsin.health.rules.Scene.definition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.ServiceDefinition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionsTest {

    private final Definitions definitions = new Definitions();

    @Test
    void shouldJudgeByDefaultsWhereNothingIsDefined() {
        assertThat(definitions.at(5, "checkout")).isEqualTo(ServiceDefinition.defaults("checkout"));
        assertThat(definitions.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "99, 1", "100, 1", "199, 1", "200, 2", "299, 2", "300, 3", "1000000, 3"})
    void shouldHoldFromItsEffectiveTimeToTheNextVersionsAndTheFirstAlsoBefore(long time, long version) {
        definitions.add(version(3, 300));
        definitions.add(version(1, 100));
        definitions.add(version(2, 200));

        assertThat(definitions.at(time, "checkout").version()).isEqualTo(version);
    }

    @Test
    void shouldTakeTheNewerOfTwoVersionsForOneTimeWhicheverComesFirst() {
        definitions.add(version(2, 100));
        definitions.add(version(1, 100));
        assertThat(definitions.at(100, "checkout").version()).isEqualTo(2);

        definitions.add(version(3, 100));
        assertThat(definitions.at(100, "checkout").version()).isEqualTo(3);
    }

    @Test
    void shouldForgetTheOldestBeyondEight() {
        for (int i = 1; i <= 9; i++) {
            definitions.add(version(i, i * 100));
        }
        assertThat(definitions.at(150, "checkout").version()).isEqualTo(2);
        assertThat(definitions.at(900, "checkout").version()).isEqualTo(9);
    }

    @Test
    void shouldReadWhatItWroteAndForgetWhatIsCleared() throws IOException {
        for (int i = 1; i <= 8; i++) {
            definitions.add(version(i, i * 100));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        definitions.write(new DataOutputStream(bytes));
        Definitions read = new Definitions();
        read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        for (long time = 0; time < 1_000; time += 50) {
            assertThat(read.at(time, "checkout")).isEqualTo(definitions.at(time, "checkout"));
        }
        read.clear();
        assertThat(read.isEmpty()).isTrue();
    }

    private static ServiceDefinition version(long version, long effectiveAt) {
        return definition(1, 1, 1, version, effectiveAt);
    }
}
