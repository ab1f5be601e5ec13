package dev.tocsin.health.rules;

import static dev.tocsin.health.rules.Scene.check;
import static dev.tocsin.health.rules.Scene.definition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
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

    private static final long HOURS = 3_600_000;

    private final Definitions definitions = new Definitions();

    @Test
    void shouldJudgeByDefaultsWhereNothingIsDefined() {
        assertThat(at(5)).isEqualTo(ServiceDefinition.defaults("checkout"));
        assertThat(definitions.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"90000, 0", "100000, 1", "190000, 1", "200000, 2", "290000, 2", "300000, 3", "100000000, 3"})
    void shouldHoldFromItsEffectiveTimeToTheNextVersions(long sliceEnd, long version) {
        define(1, 100_000, 0);
        define(2, 200_000, 1);
        define(3, 300_000, 2);

        assertThat(at(sliceEnd).version()).isEqualTo(version);
    }

    /** Whether it is known when a window is judged must not depend on how far the control topic was read. */
    @ParameterizedTest
    @CsvSource({"101999, 100000", "102000, 110000", "111999, 110000"})
    void shouldNotHoldForWindowsThatMayBeJudgedBeforeItIsRead(long appendedAt, long holdsFrom) {
        define(1, 0, appendedAt);

        assertThat(at(holdsFrom - 10_000).version()).isZero();
        assertThat(at(holdsFrom).version()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheNewerOfTwoVersionsForOneTimeAndTheFirstOfTwoWithOneNumber() {
        define(1, 100_000, 0);
        define(2, 50_000, 1);
        assertThat(at(100_000).version()).isEqualTo(2);

        definitions.add(definition(9, 1, 1, 2, 300_000), 5);
        assertThat(at(400_000).failuresToAlert()).isEqualTo(1);
    }

    @Test
    void shouldJudgeAResultByTheVersionThatItNamesAlsoBeforeThatHoldsForWindows() {
        define(1, 100_000, 0);
        define(2, 300_000, 150_000);

        assertThat(of(150_500, 1, false)).isEqualTo(1);
        assertThat(of(150_500, 2, false)).isEqualTo(2);
        assertThat(of(400_000, 1, false))
                .as("a prober that has not heard of it")
                .isEqualTo(1);
    }

    @Test
    void shouldWaitForAVersionThatIsNotKnownButNotForOneThatCameTooLate() {
        define(1, 100_000, 0);

        assertThat(definitions.of(check("eu-1", 150_000, CheckStatus.DOWN, "", 2), false))
                .isInstanceOf(Basis.Awaited.class);
        assertThat(of(150_000, 2, true)).isEqualTo(1);
        define(2, 100_000, 170_000);
        assertThat(of(150_000, 2, false)).isEqualTo(1);
    }

    @Test
    void shouldForgetVersionsThatWereReplacedHoursAgo() {
        define(1, 0, 0);
        define(2, 100_000, 50_000);
        definitions.forgetOutdated(100_000 + 2 * HOURS);
        assertThat(of(100_000 + 2 * HOURS, 1, false)).isEqualTo(1);

        assertThat(definitions.of(check("eu-1", 130_000 + 2 * HOURS, CheckStatus.DOWN, "", 1), false))
                .isInstanceOf(Basis.Awaited.class);
        definitions.forgetOutdated(130_000 + 2 * HOURS);
        assertThat(of(130_000 + 2 * HOURS, 1, true)).isEqualTo(2);
    }

    @Test
    void shouldRememberTheNewestSixtyFour() {
        for (int i = 1; i <= 65; i++) {
            define(i, i * 100_000L, i);
        }
        assertThat(at(6_500_000).version()).isEqualTo(65);
        assertThat(at(200_000).version()).isEqualTo(2);
        assertThat(at(190_000).version()).isZero();
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        for (int i = 1; i <= 8; i++) {
            define(i, i * 100_000L, i);
        }
        definitions.delete(850_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        definitions.write(new DataOutputStream(bytes));
        Definitions read = Definitions.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        for (long time = 0; time < 1_000_000; time += 50_000) {
            Basis expected = definitions.at(time, "checkout");
            assertThat(read.at(time, "checkout")).hasSameClassAs(expected);
            if (expected instanceof Basis.Judged judged) {
                assertThat(((Basis.Judged) read.at(time, "checkout")).version()).isEqualTo(judged.version());
            }
        }
        assertThat(read.due()).isEqualTo(850_000);
    }

    private void define(long version, long effectiveAt, long appendedAt) {
        definitions.add(definition(1, 1, 1, version, effectiveAt), appendedAt);
    }

    private ServiceDefinition at(long sliceEnd) {
        return ((Basis.Judged) definitions.at(sliceEnd, "checkout")).definition();
    }

    private long of(long appendedAt, long version, boolean over) {
        Basis basis = definitions.of(check("eu-1", appendedAt, CheckStatus.DOWN, "", version), over);
        return ((Basis.Judged) basis).definition().version();
    }
}
