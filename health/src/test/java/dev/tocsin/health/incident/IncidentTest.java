package dev.tocsin.health.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Severity;
import dev.tocsin.health.incident.Incident.Phase;
import dev.tocsin.health.incident.Incident.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentTest {

    /**
     * One letter a judgement: g good, u undecided, i, w and c bad of that severity. What people are told stands below it:
     * F opened or escalated, R resolved, . nothing.
     */
    @ParameterizedTest
    @CsvSource({
        // toOpen, toResolve, judgements, told
        "1, 1, g,        .",
        "1, 1, u,        .",
        "1, 1, w,        F",
        "1, 1, wg,       FR",
        "1, 1, wwww,     F...",
        "1, 1, wgwg,     FRFR",
        "1, 1, wuug,     F..R",
        "2, 1, w,        .",
        "2, 1, ww,       .F",
        "2, 1, wgw,      ...",
        "2, 1, wuw,      ...",
        "3, 1, wwgwww,   .....F",
        "1, 2, wgg,      F.R",
        "1, 2, wgwgg,    F...R",
        "1, 2, wgugg,    F..R.",
        "1, 3, wggwggg,  F.....R",
        "2, 2, wwggwwgg, .F.R.F.R",
        // escalation tells again, the way back does not
        "1, 1, wc,       FF",
        "1, 1, iwc,      FFF",
        "1, 1, wcwc,     FF..",
        "1, 1, cwi,      F..",
        "2, 2, wcg,      .F.",
        "2, 2, cwww,     .F..",
        "1, 2, wgcgg,    F.F.R",
        // a resolved incident forgets how bad it was
        "1, 1, cgwc,     FRFF"
    })
    void shouldTellWhatChangedAndNothingElse(int toOpen, int toResolve, String judgements, String told) {
        Incident incident = Incident.INACTIVE;
        StringBuilder actual = new StringBuilder();
        for (int i = 0; i < judgements.length(); i++) {
            Step step = incident.on(judgement(judgements.charAt(i)), new Hold(toOpen, toResolve), 1_000 + i);
            incident = step.incident();
            actual.append(step.transition()
                    .map(state -> state == State.FIRING ? 'F' : 'R')
                    .orElse('.'));
        }
        assertThat(actual).hasToString(told);
    }

    @Test
    void shouldOpenAtTheTimeOfTheFirstBadJudgement() {
        Hold hold = new Hold(3, 1);
        Incident pending = Incident.INACTIVE
                .on(judgement('w'), hold, 100)
                .incident()
                .on(judgement('w'), hold, 200)
                .incident();
        assertThat(pending.phase()).isEqualTo(Phase.PENDING);

        Step opening = pending.on(judgement('w'), hold, 300);

        assertThat(opening.told().openedAt()).isEqualTo(100);
        assertThat(opening.told().sequence()).isEqualTo(1);
        assertThat(opening.incident().phase()).isEqualTo(Phase.FIRING);
    }

    @Test
    void shouldNumberTransitionsAndResolveUnderTheOpeningTimeAndTheWorstSeverity() {
        Incident warning = Incident.INACTIVE.on(judgement('w'), Hold.NONE, 100).incident();
        Step escalation = warning.on(judgement('c'), Hold.NONE, 200);
        Step milder = escalation.incident().on(judgement('w'), Hold.NONE, 300);
        Step resolution = milder.incident().on(judgement('g'), Hold.NONE, 400);

        assertThat(escalation.told()).isEqualTo(new Incident(Phase.FIRING, 0, 100, 2, Severity.CRITICAL));
        assertThat(milder.transition()).isEmpty();
        assertThat(milder.incident().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(resolution.told().sequence()).isEqualTo(3);
        assertThat(resolution.told().openedAt()).isEqualTo(100);
        assertThat(resolution.told().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(resolution.incident()).isEqualTo(Incident.INACTIVE);
    }

    @Test
    void shouldOpenWithTheWorstSeveritySeenWhilePending() {
        Hold hold = new Hold(2, 1);

        Step opening = Incident.INACTIVE.on(judgement('c'), hold, 1).incident().on(judgement('i'), hold, 2);

        assertThat(opening.told().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void shouldEndForOtherReasonsOnlyIfItIsOpen() {
        Hold hold = new Hold(2, 2);
        Incident pending = Incident.INACTIVE.on(judgement('w'), hold, 1).incident();
        Incident firing = pending.on(judgement('w'), hold, 2).incident();

        assertThat(Incident.INACTIVE.resolve().transition()).isEmpty();
        assertThat(pending.resolve().transition()).isEmpty();
        assertThat(pending.resolve().incident()).isEqualTo(Incident.INACTIVE);
        assertThat(firing.resolve().transition()).contains(State.RESOLVED);
        assertThat(firing.resolve().told().sequence()).isEqualTo(2);
    }

    @Test
    void shouldKeepItsLawsUnderAnySequenceAndSurviveBeingWrittenAtAnyMoment() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            Hold hold = new Hold(1 + random.nextInt(3), 1 + random.nextInt(3));
            Incident incident = Incident.INACTIVE;
            Incident told = null;
            for (int i = 0; i < 60; i++) {
                Step step = incident.on(judgement("guiwc".charAt(random.nextInt(5))), hold, i);
                if (step.transition().isPresent()) {
                    Incident now = step.told();
                    if (told == null) {
                        assertThat(step.transition()).contains(State.FIRING);
                        assertThat(now.sequence()).isEqualTo(1);
                    } else {
                        assertThat(now.sequence()).isEqualTo(told.sequence() + 1);
                        assertThat(now.openedAt()).isEqualTo(told.openedAt());
                        assertThat(now.severity()).isGreaterThanOrEqualTo(told.severity());
                    }
                    told = step.transition().get() == State.RESOLVED ? null : now;
                }
                incident = readBack(step.incident());
                assertThat(incident).isEqualTo(step.incident());
                assertThat(incident.phase() == Phase.FIRING).isEqualTo(told != null);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1"})
    void shouldRefuseAHoldOfNothing(int toOpen, int toResolve) {
        assertThatThrownBy(() -> new Hold(toOpen, toResolve)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Judgement judgement(char letter) {
        return switch (letter) {
            case 'g' -> new Judgement.Good("fine", List.of());
            case 'u' -> new Judgement.Undecided("too little is known");
            case 'i' -> bad(Severity.INFO);
            case 'w' -> bad(Severity.WARNING);
            case 'c' -> bad(Severity.CRITICAL);
            default -> throw new IllegalArgumentException(String.valueOf(letter));
        };
    }

    private static Judgement bad(Severity severity) {
        return new Judgement.Bad(severity, "is slow", "It is slow.", List.of());
    }

    private static Incident readBack(Incident incident) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        incident.write(new DataOutputStream(bytes));
        return Incident.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
