package dev.tocsin.health.rules;

import static dev.tocsin.health.rules.Scene.checks;
import static dev.tocsin.health.rules.Scene.definition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.incident.Judgement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LastMinuteTest {

    @Test
    void shouldNotRingForOneFailureWhereThreeAreAskedFor() {
        LastMinute oneOfTwelve = minute(checks(5, 10, 1), checks(6, 10, 0));

        assertThat(TieredThresholds.judge(oneOfTwelve, definition(3, 1, 1))).isInstanceOf(Judgement.Good.class);
        assertThat(MultiSignal.judge(oneOfTwelve, definition(3, 1, 1))).isInstanceOf(Judgement.Good.class);
        assertThat(TieredThresholds.judge(oneOfTwelve, definition(1, 1, 1))).isInstanceOf(Judgement.Bad.class);
        assertThat(MultiSignal.judge(oneOfTwelve, definition(1, 1, 1))).isInstanceOf(Judgement.Bad.class);
    }

    @Test
    void shouldNotRingForOneLocationWhereTwoMustAgree() {
        LastMinute fromOne = minute(checks(0, 0, 6), checks(6, 10, 0));
        LastMinute fromBoth = minute(checks(0, 0, 6), checks(5, 10, 1));

        assertThat(TieredThresholds.judge(fromOne, definition(3, 2, 1))).isInstanceOf(Judgement.Good.class);
        assertThat(TieredThresholds.judge(fromBoth, definition(3, 2, 1))).isInstanceOf(Judgement.Bad.class);
    }

    @Test
    void shouldNotRingForOneSlowAnswerWhereThreeAreAskedFor() {
        Aggregate oneSlow = checks(11, 10, 0);
        oneSlow.merge(checks(1, 9_000, 0));
        Aggregate threeSlow = checks(9, 10, 0);
        threeSlow.merge(checks(3, 9_000, 0));

        assertThat(TieredThresholds.judge(minute(oneSlow), definition(3, 1, 1))).isInstanceOf(Judgement.Good.class);
        assertThat(MultiSignal.judge(minute(oneSlow), definition(3, 1, 1))).isInstanceOf(Judgement.Good.class);
        assertThat(TieredThresholds.judge(minute(threeSlow), definition(3, 1, 1)))
                .isInstanceOf(Judgement.Bad.class);
        assertThat(MultiSignal.judge(minute(threeSlow), definition(3, 1, 1))).isInstanceOf(Judgement.Bad.class);
    }

    @Test
    void shouldJudgeAServiceThatIsCheckedOnceAMinuteByThatOneCheck() {
        ServiceDefinition seldom = ServiceDefinition.defaults("checkout");

        assertThat(seldom.intervalMs()).isEqualTo(60_000);
        assertThat(minute(checks(1, 10, 0)).lacking(seldom)).isEmpty();
        assertThat(minute(checks(1, 10, 0)).lacking(definition(1, 1, 1))).isPresent();
    }

    private static LastMinute minute(Aggregate... locations) {
        return LastMinute.of(Arrays.stream(locations)
                .map(seen -> Scene.view("eu-1", 0, seen, seen))
                .toList());
    }
}
