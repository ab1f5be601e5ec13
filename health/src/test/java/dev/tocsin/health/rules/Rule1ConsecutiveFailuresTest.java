package dev.tocsin.health.rules;

import static dev.tocsin.health.rules.Scene.check;
import static dev.tocsin.health.rules.Scene.definition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.incident.Judgement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rule1ConsecutiveFailuresTest {

    /**
     * What one location sees: o ok, w warn, e error, d down, u unknown. What the rule says of it: g good, B bad, ? undecided.
     */
    @ParameterizedTest
    @CsvSource({
        // failures to alert, successes to resolve, checks, judgements
        "1, 1, o,        ?",
        "1, 1, d,        B",
        "1, 1, e,        B",
        "1, 1, w,        ?",
        "1, 1, u,        ?",
        "1, 1, do,       Bg",
        "1, 2, do,       BB",
        "1, 2, doo,      BBg",
        "1, 2, dodoo,    BBBBg",
        "3, 1, dd,       gg",
        "3, 1, ddd,      ggB",
        "3, 1, ddoddd,   gggggB",
        "3, 1, ddwddd,   gggggB",
        "3, 1, deded,    ggBBB",
        // a blind prober neither counts as a failure nor breaks a row of them
        "3, 1, ddud,     gg?B",
        "1, 2, douo,     BB?g",
        // a 4xx is an answer
        "1, 2, dww,      BBg",
        // once failing, each further failure keeps it so
        "3, 2, dddodoo,  ggBBBBg"
    })
    void shouldFailFromTheNthFailureInARowToTheMthSuccess(int failures, int successes, String checks, String expected) {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        ServiceDefinition definition = definition(failures, 1, successes);
        StringBuilder actual = new StringBuilder();
        for (int i = 0; i < checks.length(); i++) {
            actual.append(letter(rule.on(check("eu-1", i, status(checks.charAt(i))), definition)));
        }
        assertThat(actual).hasToString(expected);
    }

    @Test
    void shouldNeedAQuorumOfLocationsAndEndWhenFewerAgree() {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        ServiceDefinition definition = definition(1, 2, 1);

        assertThat(letter(rule.on(check("eu-1", 1, CheckStatus.DOWN), definition)))
                .isEqualTo('g');
        assertThat(letter(rule.on(check("us-1", 2, CheckStatus.OK), definition)))
                .as("nothing failed there")
                .isEqualTo('?');
        assertThat(letter(rule.on(check("us-1", 3, CheckStatus.DOWN), definition)))
                .isEqualTo('B');
        assertThat(letter(rule.on(check("ap-1", 4, CheckStatus.DOWN), definition)))
                .isEqualTo('B');
        assertThat(letter(rule.on(check("eu-1", 5, CheckStatus.OK), definition)))
                .isEqualTo('B');
        Judgement recovered = rule.on(check("us-1", 6, CheckStatus.OK), definition);
        assertThat(letter(recovered)).isEqualTo('g');
        assertThat(recovered.reason())
                .isEqualTo("Checks succeed again; only ap-1 saw too few good ones in a row so far.");
        assertThat(rule.on(check("ap-1", 7, CheckStatus.OK), definition).reason())
                .isEqualTo("Checks succeed again from every location.");
    }

    @Test
    void shouldForgetALocationThatReportsNothingAnyMore() {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        ServiceDefinition definition = definition(1, 1, 1);
        rule.on(check("eu-1", 5_000, CheckStatus.DOWN), definition);
        long gone = 5_000 + Math.max(60_000, 10 * definition.intervalMs());

        assertThat(rule.forgetSilent(gone)).isEmpty();
        assertThat(rule.forgetSilent(gone + 1)).singleElement().satisfies(forgotten -> {
            assertThat(letter(forgotten.judgement())).isEqualTo('g');
            assertThat(forgotten.at()).isEqualTo(gone + 1);
        });
        assertThat(rule.forgetSilent(gone + 2)).isEmpty();
        assertThat(rule.isEmpty()).isTrue();
    }

    /** A signal may come before the slice end or after it; what is told must not show which. */
    @Test
    void shouldForgetAsOfTheFirstSliceEndAfterTheGapWheneverItIsAsked() {
        for (long asked : new long[] {70_000, 75_500, 7_000_000}) {
            ConsecutiveFailures rule = new ConsecutiveFailures();
            rule.on(check("eu-1", 5_000, CheckStatus.DOWN), definition(1, 1, 1));
            assertThat(rule.forgetSilent(asked)).extracting("at").containsExactly(70_000L);
        }
    }

    @Test
    void shouldNotClaimAnOutageForEverThoughNobodyReports() {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        assertThat(rule.due()).isEqualTo(Long.MAX_VALUE);
        rule.on(check("eu-1", 5_000, CheckStatus.DOWN), definition(1, 1, 1));

        long due = 70_000 + ConsecutiveFailures.LONGEST_SILENCE_MS;
        assertThat(rule.due()).isEqualTo(due);
        assertThat(rule.forgetUnknown(due - 10_000)).isEmpty();
        assertThat(rule.forgetUnknown(due)).extracting("at").containsExactly(70_000L);
    }

    @Test
    void shouldNotCountARowAcrossALongSilence() {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        ServiceDefinition definition = definition(2, 1, 1);
        rule.on(check("eu-1", 0, CheckStatus.DOWN), definition);

        assertThat(letter(rule.on(check("eu-1", 60_001, CheckStatus.DOWN), definition)))
                .isEqualTo('g');
        assertThat(letter(rule.on(check("eu-1", 120_000, CheckStatus.DOWN), definition)))
                .isEqualTo('B');
    }

    @Test
    void shouldSayFromWhereHowOftenAndWhatTheAnswerWas() {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        ServiceDefinition definition = definition(2, 2, 1);
        for (String location : new String[] {"us-1", "eu-1"}) {
            rule.on(check(location, 1, CheckStatus.DOWN), definition);
        }
        rule.on(check("us-1", 2, CheckStatus.DOWN, "timed out", 0), definition);
        Judgement judgement = rule.on(check("eu-1", 3, CheckStatus.DOWN, "connection refused", 0), definition);

        assertThat(judgement).isInstanceOfSatisfying(Judgement.Bad.class, bad -> {
            assertThat(bad.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(bad.summary()).isEqualTo("is down");
            assertThat(bad.reason())
                    .isEqualTo("2 checks in a row failed from eu-1 and us-1; the last answer was: connection refused.");
            assertThat(bad.evidence())
                    .containsExactly(
                            new Evidence("failed checks in a row from eu-1", 2, 2, "", "checks", 2),
                            new Evidence("failed checks in a row from us-1", 2, 2, "", "checks", 2));
        });
    }

    @Test
    void shouldSayThatItAnswersWithErrorsWhereItDoes() {
        Judgement judgement = new ConsecutiveFailures().on(check("eu-1", 1, CheckStatus.ERROR), definition(1, 1, 1));

        assertThat(judgement.reason()).isEqualTo("1 check failed from eu-1; the last answer was: error.");
        assertThat(((Judgement.Bad) judgement).summary()).isEqualTo("answers with errors");
    }

    /** One location had its first good check when the other began to fail: what is told is the failure, not that check. */
    @Test
    void shouldTellOfTheFailureOfALocationThatIsAboutToRecover() {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        ServiceDefinition definition = definition(2, 2, 2);
        for (int i = 0; i < 3; i++) {
            rule.on(check("a", i, CheckStatus.DOWN, "timed out", 0), definition);
        }
        rule.on(check("a", 3, CheckStatus.OK), definition);
        rule.on(check("b", 4, CheckStatus.DOWN), definition);
        Judgement judgement = rule.on(check("b", 5, CheckStatus.DOWN), definition);

        assertThat(((Judgement.Bad) judgement).summary()).isEqualTo("is down");
        assertThat(judgement.reason()).isEqualTo("2 checks in a row failed from a and b; the last answer was: down.");
        assertThat(judgement.evidence()).extracting(Evidence::value).containsExactly(3.0, 2.0);
    }

    @Test
    void shouldCountANewRowAfterASuccess() {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        ServiceDefinition definition = definition(1, 1, 2);
        for (char check : "dddod".toCharArray()) {
            rule.on(check("a", 0, status(check)), definition);
        }
        Judgement judgement = rule.on(check("a", 6, CheckStatus.DOWN), definition);

        assertThat(judgement.evidence()).extracting(Evidence::value).containsExactly(2.0);
    }

    @Test
    void shouldSayWhoIsBlind() {
        Judgement judgement = new ConsecutiveFailures().on(check("eu-1", 1, CheckStatus.UNKNOWN), definition(1, 1, 1));

        assertThat(judgement).isInstanceOf(Judgement.Undecided.class);
        assertThat(judgement.reason()).isEqualTo("The prober in eu-1 is blind.");
        assertThat(judgement.evidence()).isEmpty();
    }

    private static List<Object> said(Judgement judgement) {
        return List.of(judgement.getClass(), judgement.reason(), judgement.evidence());
    }

    @Test
    void shouldGoOnAsBeforeAfterItWasWrittenAndRead() throws IOException {
        ServiceDefinition definition = definition(2, 2, 2);
        ConsecutiveFailures uninterrupted = new ConsecutiveFailures();
        ConsecutiveFailures restarted = new ConsecutiveFailures();
        String checks = "dodddduooddeewwooddddoooo";
        for (int i = 0; i < checks.length() * 3; i++) {
            Signal signal = check(i % 2 == 0 ? "eu-1" : "us-1", i, status(checks.charAt(i / 3)));
            assertThat(said(restarted.on(signal, definition))).isEqualTo(said(uninterrupted.on(signal, definition)));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            restarted.write(new DataOutputStream(bytes));
            restarted = ConsecutiveFailures.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        }
    }

    private static char letter(Judgement judgement) {
        if (judgement instanceof Judgement.Bad) {
            return 'B';
        }
        return judgement instanceof Judgement.Good ? 'g' : '?';
    }

    private static CheckStatus status(char letter) {
        return switch (letter) {
            case 'o' -> CheckStatus.OK;
            case 'w' -> CheckStatus.WARN;
            case 'e' -> CheckStatus.ERROR;
            case 'd' -> CheckStatus.DOWN;
            case 'u' -> CheckStatus.UNKNOWN;
            default -> throw new IllegalArgumentException(String.valueOf(letter));
        };
    }
}
