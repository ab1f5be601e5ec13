package dev.tocsin.health.rules;

import static dev.tocsin.health.rules.Scene.CHECKOUT;
import static dev.tocsin.health.rules.Scene.checks;
import static dev.tocsin.health.rules.Scene.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.incident.Judgement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Rule4AnomaliesTest {

    /** Thursday, 9 October 2025, 08:00 UTC. */
    private static final long START = 1_759_996_800_000L;

    private static final long MINUTE = 60_000;

    private final SplittableRandom random = new SplittableRandom(2);
    private final IncidentBook incidents = new IncidentBook();
    private Anomalies anomalies = new Anomalies();
    private AnomalySettings settings = new AnomalySettings(AnomalyDetector.NOVELTY, 1, 30);
    private int failuresToAlert = 2;
    private long end = START;

    @Test
    void shouldWarnOfALatencyThatIsNewAndSayWhatWasExpectedAndWhy() {
        learn();

        AlertTransition told = only(minute(checks(60, 812, 0)));

        assertThat(told.fingerprint()).isEqualTo("service/checkout/anomaly/latency");
        assertThat(told.severity()).isEqualTo(Severity.WARNING);
        assertThat(told.summary()).isEqualTo("unusual P95 latency 812 ms");
        assertThat(told.reason())
                .matches("The P95 latency 812 ms of the last minute, expected 9\\d(\\.\\d+)?–1[01]\\d ms"
                        + " for a Thursday 10:00 UTC; the highest in 2 hours\\.");
        assertThat(told.evidence()).hasSize(1);
        assertThat(told.evidence().get(0).value()).isEqualTo(812);
        assertThat(told.evidence().get(0).limit()).isBetween(100.0, 120.0);
        assertThat(told.evidence().get(0).window()).isEqualTo("1m");
    }

    @Test
    void shouldSayNothingWhileItLearns() {
        for (int i = 0; i < 30; i++) {
            assertThat(minute(checks(60, i % 3 == 0 ? 5_000 : 100, i % 4))).isEmpty();
        }
    }

    @Test
    void shouldRingOnceAndResolveWhenThreeMinutesAreAsExpected() {
        learn();
        only(minute(checks(60, 812, 0)));
        for (int i = 0; i < 5; i++) {
            assertThat(minute(checks(60, 800 + i, 0))).isEmpty();
        }
        assertThat(minute(usual())).isEmpty();
        assertThat(minute(usual())).isEmpty();
        AlertTransition told = only(minute(usual()));
        assertThat(told.state()).isEqualTo(State.RESOLVED);
        assertThat(told.reason()).matches("The P95 latency is as expected: 1?\\d\\d(\\.\\d+)? ms\\.");
    }

    @Test
    void shouldNotRingForALatencyThatIsNewlyLowOrHardlyHigher() {
        learn();
        assertThat(minute(checks(60, 20, 0))).isEmpty();
        assertThat(minute(checks(60, 108, 0))).isEmpty();
    }

    @Test
    void shouldNotRingForALatencyOfFewerResultsThanTheDefinitionAsksFor() {
        failuresToAlert = 10;
        learn();
        Aggregate few = checks(51, 100, 0);
        few.merge(checks(9, 5_000, 0));
        assertThat(minute(few)).isEmpty();
        Aggregate enough = checks(50, 100, 0);
        enough.merge(checks(10, 5_000, 0));
        assertThat(minute(enough)).hasSize(1);
    }

    @Test
    void shouldRingForAnErrorRateThatIsNew() {
        learn();
        AlertTransition told = only(minute(checks(50, 100, 10)));
        assertThat(told.fingerprint()).isEqualTo("service/checkout/anomaly/error_rate");
        assertThat(told.summary()).isEqualTo("unusual error rate 16.67 %");
    }

    @Test
    void shouldRingForChecksThatStayAway() {
        learn();
        AlertTransition told = only(minute(checks(12, 100, 0)));
        assertThat(told.fingerprint()).isEqualTo("service/checkout/anomaly/throughput");
        assertThat(told.summary()).isEqualTo("unusual number of checks 12");
    }

    @Test
    void shouldBeCriticalWhileTheErrorBudgetBurnsAndTellOfItWhenThatComesLater() {
        learn();
        assertThat(only(minute(checks(60, 812, 0))).severity()).isEqualTo(Severity.WARNING);
        burn();
        AlertTransition worse = only(minute(checks(60, 820, 0)));
        assertThat(worse.state()).isEqualTo(State.FIRING);
        assertThat(worse.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(worse.reason()).endsWith("The error budget is being spent too fast as well.");
    }

    @Test
    void shouldJudgeFullMinutesOnly() {
        learn();
        for (long slice = 10_000; slice < MINUTE; slice += 10_000) {
            assertThat(judge(end + slice, checks(60, 812, 0))).isEmpty();
        }
        assertThat(minute(checks(60, 812, 0))).hasSize(1);
    }

    @Test
    void shouldJudgeSlicesWhereTheWarmUpIsShort() {
        settings = new AnomalySettings(AnomalyDetector.NOVELTY, 1, 5);
        for (int i = 0; i < 60; i++) {
            assertThat(slice(100 + random.nextDouble())).isEmpty();
        }
        AlertTransition told = only(slice(300));
        assertThat(told.reason())
                .startsWith("The P95 latency 300 ms of the last 10 s, expected ")
                .endsWith("10 minutes.");
        assertThat(told.evidence().get(0).window()).isEqualTo("10s");
    }

    @Test
    void shouldEndWhatIsOpenWhenItIsTurnedOff() {
        learn();
        only(minute(checks(60, 812, 0)));
        settings = new AnomalySettings(AnomalyDetector.OFF, 1, 30);
        AlertTransition told = only(minute(checks(60, 812, 0)));
        assertThat(told.state()).isEqualTo(State.RESOLVED);
        assertThat(told.reason()).isEqualTo("Anomaly detection is off for this service.");
        assertThat(minute(checks(60, 9_000, 0))).isEmpty();
    }

    @Test
    void shouldKeepWhatItHasSeenWhenOnlyItsSensitivityChanges() {
        learn();
        settings = new AnomalySettings(AnomalyDetector.NOVELTY, 2, 30);
        assertThat(minute(checks(60, 812, 0))).hasSize(1);
    }

    @Test
    void shouldLearnAnewWithAnotherDetector() {
        learn();
        settings = new AnomalySettings(AnomalyDetector.HOLT_WINTERS, 1, 30);
        assertThat(minute(checks(60, 812, 0))).isEmpty();
        learn();
        assertThat(minute(checks(60, 2_812, 0))).hasSize(1);
    }

    @Test
    void shouldTellTheSameAfterItWasWrittenAndRead() throws IOException {
        learn();
        only(minute(checks(60, 812, 0)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        anomalies.write(new DataOutputStream(bytes));
        anomalies = Anomalies.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(minute(checks(60, 805, 0))).isEmpty();
        minute(usual());
        minute(usual());
        assertThat(only(minute(usual())).state()).isEqualTo(State.RESOLVED);
    }

    private void learn() {
        for (int i = 0; i < 120; i++) {
            assertThat(minute(usual())).isEmpty();
        }
    }

    private Aggregate usual() {
        return checks(60, 97 + 6 * random.nextDouble(), 0);
    }

    private static AlertTransition only(List<AlertTransition> told) {
        assertThat(told).hasSize(1);
        return told.get(0);
    }

    private List<AlertTransition> minute(Aggregate minute) {
        end += MINUTE;
        return judge(end, minute);
    }

    private List<AlertTransition> slice(double latencyMs) {
        end += 10_000;
        return judge(end, checks(10, latencyMs, 0), checks(60, latencyMs, 0));
    }

    private List<AlertTransition> judge(long at, Aggregate minute) {
        return judge(at, minute, minute);
    }

    private List<AlertTransition> judge(long at, Aggregate slice, Aggregate minute) {
        Telling telling = new Telling(CHECKOUT, incidents, new ArrayList<>());
        LastMinute seen = LastMinute.of(List.of(view("eu-1", at, slice, minute)));
        anomalies.judge(at, seen, definition(), telling);
        return telling.transitions();
    }

    private void burn() {
        Judgement burning = new Judgement.Bad(Severity.CRITICAL, "error budget burns", "It burns.", List.of());
        Telling telling = new Telling(CHECKOUT, incidents, new ArrayList<>());
        telling.step(Rule.SLO_BURN, "", burning, definition(), end);
        telling.step(Rule.SLO_BURN, "", burning, definition(), end);
        assertThat(telling.transitions()).hasSize(1);
    }

    private ServiceDefinition definition() {
        return Scene.definition(failuresToAlert, 1, 2, settings);
    }
}
