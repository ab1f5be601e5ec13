package dev.tocsin.health.rules;

import static dev.tocsin.health.rules.Scene.CHECKOUT;
import static dev.tocsin.health.rules.Scene.check;
import static dev.tocsin.health.rules.Scene.checks;
import static dev.tocsin.health.rules.Scene.definition;
import static dev.tocsin.health.rules.Scene.sample;
import static dev.tocsin.health.rules.Scene.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Source;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.incident.IncidentId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One entity from its first result to its deletion. Longer than most files, because each test tells a part of that life. */
class EntityHealthTest {

    private static final long T0 = 1_760_000_000_000L;
    /** Effective just in time for the first window. */
    private static final long SOON = T0 - 5_000;

    private final EntityHealth health = new EntityHealth();

    @BeforeEach
    void define() {
        health.onDefinition(definition(1, 1, 2, 0, 0), SOON);
    }

    @Test
    void shouldOpenOnceAndResolveUnderTheSameNameWithTheNextNumber() {
        health.onDefinition(definition(2, 1, 2, 4, 0), SOON);

        assertThat(health.onSignal(check("eu-1", T0, CheckStatus.DOWN))).isEmpty();
        AlertTransition opened =
                health.onSignal(check("eu-1", T0 + 1_000, CheckStatus.DOWN)).get(0);
        assertThat(health.onSignal(check("eu-1", T0 + 2_000, CheckStatus.DOWN))).isEmpty();
        assertThat(health.onSignal(check("eu-1", T0 + 3_000, CheckStatus.OK))).isEmpty();
        AlertTransition resolved =
                health.onSignal(check("eu-1", T0 + 4_000, CheckStatus.OK)).get(0);

        assertThat(opened.fingerprint()).isEqualTo("service/checkout/consecutive-failures");
        assertThat(opened.incidentId())
                .isEqualTo(
                        IncidentId.of(opened.fingerprint(), opened.openedAt()).toString());
        assertThat(opened.sequence()).isEqualTo(1);
        assertThat(opened.state()).isEqualTo(State.FIRING);
        assertThat(opened.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(opened.ruleNumber()).isEqualTo(1);
        assertThat(opened.entity()).isEqualTo(CHECKOUT);
        assertThat(opened.entityName()).isEqualTo("Checkout");
        assertThat(opened.openedAt()).isEqualTo(T0 + 1_000);
        assertThat(opened.at()).isEqualTo(T0 + 1_000);
        assertThat(opened.definitionVersion()).isEqualTo(4);
        assertThat(resolved.incidentId()).isEqualTo(opened.incidentId());
        assertThat(resolved.sequence()).isEqualTo(2);
        assertThat(resolved.state()).isEqualTo(State.RESOLVED);
        assertThat(resolved.openedAt()).isEqualTo(opened.openedAt());
        assertThat(resolved.at()).isEqualTo(T0 + 4_000);
        assertThat(resolved.summary()).isEqualTo("is fine again");
        assertThat(resolved.reason()).isEqualTo("Checks succeed again from every location.");
    }

    @Test
    void shouldGiveTheNextIncidentAnotherNameEvenAtTheSameTime() {
        String first = health.onSignal(sample(Metric.LATENCY, T0, 600)).get(0).incidentId();
        for (int i = 0; i < 2; i++) {
            assertThat(health.onSignal(sample(Metric.LATENCY, T0, 10))).isEmpty();
        }
        assertThat(health.onSignal(sample(Metric.LATENCY, T0, 10)).get(0).state())
                .isEqualTo(State.RESOLVED);
        AlertTransition second =
                health.onSignal(sample(Metric.LATENCY, T0, 600)).get(0);

        assertThat(second.incidentId()).isNotEqualTo(first);
        assertThat(second.openedAt()).isEqualTo(T0 + 1);
    }

    @Test
    void shouldGiveTheNextIncidentAnotherName() {
        String first =
                health.onSignal(check("eu-1", T0, CheckStatus.DOWN)).get(0).incidentId();
        health.onSignal(check("eu-1", T0 + 1, CheckStatus.OK));
        health.onSignal(check("eu-1", T0 + 2, CheckStatus.OK));
        AlertTransition second =
                health.onSignal(check("eu-1", T0 + 3, CheckStatus.DOWN)).get(0);

        assertThat(second.incidentId()).isNotEqualTo(first);
        assertThat(second.sequence()).isEqualTo(1);
    }

    @Test
    void shouldJudgePushedSamplesByMetricEachWithItsOwnIncident() {
        AlertTransition latency =
                health.onSignal(sample(Metric.LATENCY, T0, 700)).get(0);
        AlertTransition cpu = health.onSignal(sample(Metric.CPU, T0, 99)).get(0);
        AlertTransition worse =
                health.onSignal(sample(Metric.LATENCY, T0 + 1, 1_500)).get(0);

        assertThat(latency.fingerprint()).isEqualTo("service/checkout/telemetry-threshold/latency");
        assertThat(latency.severity()).isEqualTo(Severity.WARNING);
        assertThat(cpu.fingerprint()).isEqualTo("service/checkout/telemetry-threshold/cpu");
        assertThat(worse.incidentId()).isEqualTo(latency.incidentId());
        assertThat(worse.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(worse.sequence()).isEqualTo(2);
        assertThat(health.onSignal(sample(Metric.LATENCY, T0 + 2, 10))).isEmpty();
        assertThat(health.onSignal(sample(Metric.LATENCY, T0 + 3, 10))).isEmpty();
        assertThat(health.onSignal(sample(Metric.LATENCY, T0 + 4, 10)).get(0).reason())
                .isEqualTo("latency is back within its limits.");
    }

    @Test
    void shouldJudgeViewsAtTheEndOfTheirSliceAndNotBefore() {
        Aggregate broken = checks(0, 0, 10);
        health.onView(view("eu-1", T0, broken, broken));
        health.onView(view("eu-1", T0 + 10_000, broken, broken));

        assertThat(health.onTime(CHECKOUT, T0 - 1)).isEmpty();
        assertThat(health.onTime(CHECKOUT, T0)).as("the first of two that open").isEmpty();
        List<AlertTransition> opened = health.onTime(CHECKOUT, T0 + 10_000);

        assertThat(opened).extracting(AlertTransition::ruleNumber).containsExactly(2, 3);
        assertThat(opened).extracting(AlertTransition::openedAt).containsOnly(T0);
        assertThat(opened).extracting(AlertTransition::at).containsOnly(T0 + 10_000);
        assertThat(health.onTime(CHECKOUT, T0 + 10_000)).as("judged once").isEmpty();
    }

    @Test
    void shouldJudgeTheLocationsTogether() {
        for (long end : new long[] {T0, T0 + 10_000}) {
            health.onView(view("eu-1", end, checks(0, 0, 2), checks(0, 0, 2)));
            health.onView(view("us-1", end, checks(60, 100, 0), checks(60, 100, 0)));
            assertThat(health.onTime(CHECKOUT, end)).as("2 of 62 failed").isEmpty();
        }
    }

    @Test
    void shouldCatchUpOnSeveralSlicesInTheirOrder() {
        for (int i = 5; i >= 0; i--) {
            Aggregate checks = i < 2 ? checks(0, 0, 10) : checks(100, 100, 0);
            health.onView(view("eu-1", T0 + i * 10_000, checks, checks));
        }
        List<AlertTransition> transitions = health.onTime(CHECKOUT, T0 + 50_000);

        assertThat(transitions)
                .extracting(AlertTransition::at, AlertTransition::state, AlertTransition::ruleNumber)
                .containsExactly(
                        tuple(T0 + 10_000, State.FIRING, 2),
                        tuple(T0 + 10_000, State.FIRING, 3),
                        tuple(T0 + 30_000, State.RESOLVED, 2),
                        tuple(T0 + 30_000, State.RESOLVED, 3));
    }

    @Test
    void shouldOpenAnAnomalyAtTheEndOfTheMinuteThatIsNew() {
        health.onDefinition(definition(1, 1, 2, new AnomalySettings(AnomalyDetector.NOVELTY, 1, 30)), SOON);
        long end = Resolution.MINUTE.floor(T0);
        for (int i = 0; i < 60 * 6; i++) {
            assertThat(slice(end += 10_000, 100)).isEmpty();
        }
        for (int i = 0; i < 5; i++) {
            assertThat(slice(end += 10_000, 900)).isEmpty();
        }
        List<AlertTransition> opened = slice(end += 10_000, 900);

        assertThat(opened).hasSize(1);
        assertThat(opened.get(0).fingerprint()).isEqualTo("service/checkout/anomaly/latency");
        assertThat(opened.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(opened.get(0).openedAt()).isEqualTo(end);
    }

    @Test
    void shouldJudgeByTheVersionThatWasEffectiveThen() {
        health.onDefinition(definition(3, 1, 1, 1, 0), SOON);
        health.onDefinition(definition(1, 1, 1, 2, T0 + 10_000), SOON);

        assertThat(health.onSignal(check("eu-1", T0 + 9_999, CheckStatus.DOWN))).isEmpty();
        health.onSignal(check("eu-1", T0 + 9_999, CheckStatus.OK));
        AlertTransition opened =
                health.onSignal(check("eu-1", T0 + 10_000, CheckStatus.DOWN)).get(0);

        assertThat(opened.definitionVersion()).isEqualTo(2);
    }

    @Test
    void shouldEndOpenIncidentsAtTheFirstSliceEndAfterTheDeletionAndForgetTheService() {
        health.onDefinition(definition(1, 1, 1, 3, 0), SOON);
        String down =
                health.onSignal(check("eu-1", T0, CheckStatus.DOWN)).get(0).incidentId();
        health.onView(view("eu-1", T0, checks(0, 0, 10), checks(0, 0, 10)));
        health.onTime(CHECKOUT, T0); // two rules are pending now, of which nobody was told
        health.onView(view("eu-1", T0 + 10_000, checks(0, 0, 10), checks(0, 0, 10)));

        assertThat(health.onDeletion(CHECKOUT, T0 + 5_000)).isEmpty();
        assertThat(health.onTime(CHECKOUT, T0 + 9_999)).isEmpty();
        List<AlertTransition> ended = health.onTime(CHECKOUT, T0 + 10_000);

        assertThat(ended).extracting(AlertTransition::incidentId).containsExactly(down);
        assertThat(ended).extracting(AlertTransition::state).containsOnly(State.RESOLVED);
        assertThat(ended).extracting(AlertTransition::at).containsOnly(T0 + 10_000);
        assertThat(ended).extracting(AlertTransition::reason).containsOnly("The service was deleted.");
        assertThat(ended).extracting(AlertTransition::definitionVersion).containsOnly(3L);
        assertThat(ended).extracting(AlertTransition::summary).containsOnly("is not watched any more");
        assertThat(health.onDeletion(CHECKOUT, T0 + 16_000)).isEmpty();
        assertThat(health.onTime(CHECKOUT, T0 + 60_000)).isEmpty();
        assertThat(health.onTime(CHECKOUT, T0 + 10_000 + Definitions.DELETION_REMEMBERED_MS))
                .isEmpty();
        assertThat(health.isEmpty()).isTrue();
    }

    /** Whoever pushes does not hear of the deletion, and goes on. */
    @Test
    void shouldNotTouchWhatIsPushedWhenTheServiceIsDeleted() {
        String cpu = health.onSignal(sample(Metric.CPU, T0, 99)).get(0).incidentId();
        health.onDeletion(CHECKOUT, T0 + 5_000);
        assertThat(health.onTime(CHECKOUT, T0 + 10_000)).isEmpty();

        assertThat(health.onTime(CHECKOUT, T0 + 7_200_000)).isEmpty();
        assertThat(health.onTime(CHECKOUT, T0 + 7_210_000)).singleElement().satisfies(ended -> {
            assertThat(ended.incidentId()).isEqualTo(cpu);
            assertThat(ended.at()).isEqualTo(T0 + 7_210_000);
            assertThat(ended.reason()).isEqualTo("No cpu sample has come for 2 hours.");
        });
    }

    @Test
    void shouldJudgeResultsUntilTheDeletionHoldsAndIgnoreThoseAfterIt() {
        health.onDefinition(definition(1, 1, 1, 3, 0), SOON);
        health.onDeletion(CHECKOUT, T0 + 3_000);

        assertThat(health.onSignal(named("eu-1", T0 + 2_000, CheckStatus.DOWN, 3)))
                .hasSize(1);
        assertThat(health.onSignal(named("eu-1", T0 + 13_000, CheckStatus.OK, 3)))
                .isEmpty();
        for (long end = T0 + 10_000; end < T0 + 60_000; end += 10_000) {
            health.onView(view("eu-1", end, checks(0, 0, 10), checks(0, 0, 10)));
            assertThat(health.onTime(CHECKOUT, end)).hasSize(end == T0 + 10_000 ? 1 : 0);
        }
    }

    /** The new one's numbers begin anew, and results of both are under way. */
    @Test
    void shouldTellAServiceThatWasRegisteredAnewFromTheOneThatWasDeleted() {
        health.onDefinition(definition(1, 1, 1, 1, 0), SOON);
        String old =
                health.onSignal(named("eu-1", T0, CheckStatus.DOWN, 1)).get(0).incidentId();
        health.onDeletion(CHECKOUT, T0 + 1_000);
        health.onDefinition(anew(3, 1), T0 + 1_500);

        List<AlertTransition> first = health.onSignal(ofTheNewOne("eu-1", T0 + 3_000, CheckStatus.DOWN));
        assertThat(first).extracting(AlertTransition::incidentId).containsExactly(old);
        assertThat(first).extracting(AlertTransition::at).containsExactly(T0 + 10_000);
        assertThat(health.onSignal(named("eu-1", T0 + 3_100, CheckStatus.DOWN, 1)))
                .as("of the one that is over")
                .isEmpty();
        assertThat(health.onSignal(ofTheNewOne("eu-1", T0 + 4_000, CheckStatus.DOWN)))
                .isEmpty();
        assertThat(health.onTime(CHECKOUT, T0 + 10_000)).isEmpty();
        assertThat(health.onSignal(ofTheNewOne("eu-1", T0 + 13_000, CheckStatus.DOWN)))
                .extracting(AlertTransition::definitionVersion)
                .containsExactly(1L);
    }

    @Test
    void shouldLetSignalsWaitForTheDefinitionThatTheyName() {
        EntityHealth early = new EntityHealth();
        for (int i = 0; i < 4; i++) {
            assertThat(early.onSignal(named("eu-1", T0 + i, CheckStatus.DOWN, 2)))
                    .isEmpty();
        }
        assertThat(early.onDefinition(definition(1, 1, 1, 1, 0), T0 - 2_000)).isEmpty();
        assertThat(early.onDefinition(definition(3, 1, 1, 2, 0), T0 - 1_000))
                .extracting(AlertTransition::at)
                .containsExactly(T0 + 2);
    }

    @Test
    void shouldKeepTheOrderOfAPartitionThoughOnlyTheFirstSignalWaits() {
        health.onDefinition(definition(2, 1, 1, 1, 0), SOON);
        assertThat(health.onSignal(named("eu-1", T0, CheckStatus.DOWN, 2))).isEmpty();
        assertThat(health.onSignal(named("eu-1", T0 + 1, CheckStatus.DOWN, 1))).isEmpty();

        assertThat(health.onDefinition(definition(2, 1, 1, 2, 0), T0))
                .extracting(AlertTransition::definitionVersion)
                .containsExactly(1L);
    }

    @Test
    void shouldJudgeByWhatHeldForWindowsWhenTheNamedVersionDoesNotComeInTime() {
        health.onDefinition(definition(1, 1, 1, 1, 0), SOON);
        assertThat(health.onSignal(named("eu-1", T0, CheckStatus.DOWN, 9))).isEmpty();
        assertThat(health.wakeUp()).hasValue(T0);
        assertThat(health.onTime(CHECKOUT, T0 - 10_000)).isEmpty();
        assertThat(health.onTime(CHECKOUT, T0))
                .extracting(AlertTransition::definitionVersion)
                .containsExactly(1L);
    }

    @Test
    void shouldJudgeWaitingSignalsByTheDefaultsOnceNoDefinitionCanComeBeforeThem() {
        EntityHealth unregistered = new EntityHealth();
        unregistered.onSignal(check("eu-1", T0 - 3_000, CheckStatus.DOWN));
        unregistered.onSignal(check("eu-1", T0 - 2_999, CheckStatus.OK));

        assertThat(unregistered.onTime(CHECKOUT, T0 - 3_001)).isEmpty();
        assertThat(unregistered.onTime(CHECKOUT, T0 - 3_000))
                .extracting(AlertTransition::ruleNumber)
                .containsExactly(1);
        assertThat(unregistered.wakeUp()).hasValue(T0 - 2_999);
    }

    @Test
    void shouldCloseAnOutageWhoseOnlyFailingLocationIsSilentWhileOthersAreProbed() {
        health.onDefinition(definition(1, 1, 1, 3, 0), SOON);
        health.onSignal(check("us-1", T0, CheckStatus.DOWN));
        health.onView(view("eu-1", T0 + 60_000, checks(10, 5, 0), checks(60, 5, 0)));
        assertThat(health.onTime(CHECKOUT, T0 + 60_000)).isEmpty();
        health.onView(view("eu-1", T0 + 70_000, checks(10, 5, 0), checks(60, 5, 0)));
        assertThat(health.onTime(CHECKOUT, T0 + 70_000)).singleElement().satisfies(closed -> {
            assertThat(closed.state()).isEqualTo(State.RESOLVED);
            assertThat(closed.at()).isEqualTo(T0 + 70_000);
            assertThat(closed.reason())
                    .isEqualTo("Checks failed from us-1 to the last, but none has come from there since; where checks"
                            + " still come from, too few fail.");
        });
    }

    @Test
    void shouldKeepWhatIsOpenWhileNothingIsHeardButNotForEver() {
        health.onDefinition(definition(1, 1, 1, 3, 0), T0 - 60_000);
        health.onSignal(check("eu-1", T0, CheckStatus.DOWN));
        for (long end = T0; end <= T0 + 10_000; end += 10_000) {
            health.onView(view("eu-1", end, checks(0, 0, 10), checks(0, 0, 10)));
        }
        assertThat(health.onTime(CHECKOUT, T0 + 10_000))
                .extracting(AlertTransition::ruleNumber)
                .containsExactly(2, 3);
        assertThat(health.onTime(CHECKOUT, T0 + 20_000))
                .extracting(AlertTransition::ruleNumber, AlertTransition::state, AlertTransition::at)
                .containsExactly(tuple(6, State.FIRING, T0 + 20_000));
        assertThat(health.onTime(CHECKOUT, T0 + 7_150_000)).isEmpty();
        assertThat(health.onTime(CHECKOUT, T0 + 7_160_000))
                .extracting(AlertTransition::ruleNumber, AlertTransition::state)
                .containsExactlyInAnyOrder(tuple(2, State.RESOLVED), tuple(3, State.RESOLVED));
        assertThat(health.onTime(CHECKOUT, T0 + 7_270_000))
                .extracting(AlertTransition::ruleNumber, AlertTransition::state)
                .containsExactly(tuple(1, State.RESOLVED));

        health.onView(view("eu-1", T0 + 7_300_000, checks(10, 5, 0), checks(60, 5, 0)));
        assertThat(health.onTime(CHECKOUT, T0 + 7_300_000))
                .extracting(AlertTransition::ruleNumber, AlertTransition::state)
                .containsExactly(tuple(6, State.RESOLVED));
    }

    @Test
    void shouldRememberNothingOfAFineSignalButWhatALatencyTaught() {
        EntityHealth unregistered = new EntityHealth();
        assertThat(unregistered.isEmpty()).isTrue();
        unregistered.onSignal(check("eu-1", T0, CheckStatus.OK));
        assertThat(unregistered.onTime(CHECKOUT, T0)).isEmpty();
        assertThat(unregistered.isEmpty()).isTrue();
        unregistered.onView(view("eu-1", T0, checks(10, 100, 0), checks(60, 100, 0)));
        unregistered.onTime(CHECKOUT, T0);
        assertThat(unregistered.isEmpty()).isFalse();
    }

    @Test
    void shouldNotJudgeHostsOrPushedViewsByTheRulesOfProbes() {
        SeriesKey host = new SeriesKey(EntityKind.HOST, "web-1", Source.HOST, Metric.CPU, "");
        SeriesKey pushed = new SeriesKey(EntityKind.SERVICE, "checkout", Source.TELEMETRY, Metric.LATENCY, "");
        EntityHealth health = new EntityHealth();
        for (long end = T0; end < T0 + 100_000; end += 10_000) {
            health.onView(new View(host, end, checks(0, 0, 9), checks(0, 0, 9), EventCounts.NONE));
            assertThat(health.onTime(Entity.host("web-1"), end)).isEmpty();
            health.onView(new View(pushed, end, checks(9, 9_000, 0), checks(9, 9_000, 0), EventCounts.NONE));
            assertThat(health.onTime(CHECKOUT, end)).isEmpty();
        }
        assertThat(health.onSignal(new Signal(host, T0, T0, CheckStatus.DOWN, 99, "", 0, 0)))
                .isEmpty();
    }

    @Test
    void shouldKeepAnIncidentOpenWhileTooLittleIsKnown() {
        health.onSignal(check("eu-1", T0, CheckStatus.DOWN));
        for (int i = 1; i < 20; i++) {
            assertThat(health.onSignal(check("eu-1", T0 + i, CheckStatus.UNKNOWN)))
                    .isEmpty();
        }
        assertThat(health.onSignal(check("eu-1", T0 + 20, CheckStatus.OK))).isEmpty();
        assertThat(health.onSignal(check("eu-1", T0 + 21, CheckStatus.OK))).isNotEmpty();
    }

    private static Signal named(String location, long at, CheckStatus status, long version) {
        return check(location, at, status, "", version);
    }

    private static Signal ofTheNewOne(String location, long at, CheckStatus status) {
        Signal old = named(location, at, status, 1);
        return new Signal(old.series(), at, at, status, Double.NaN, "", 8, 1);
    }

    /** The same service, registered once more. */
    private static ServiceDefinition anew(int failuresToAlert, long version) {
        ServiceDefinition before = definition(failuresToAlert, 1, 1, version, 0);
        return new ServiceDefinition(
                8,
                before.key(),
                before.name(),
                before.url(),
                before.intervalMs(),
                before.timeoutMs(),
                before.apdexMs(),
                before.objective(),
                failuresToAlert,
                1,
                1,
                before.latencyAlertMs(),
                before.anomaly(),
                List.of(),
                version,
                0);
    }

    private List<AlertTransition> slice(long end, double latencyMs) {
        health.onView(view("eu-1", end, checks(10, latencyMs, 0), checks(60, latencyMs, 0)));
        return health.onTime(CHECKOUT, end);
    }
}
