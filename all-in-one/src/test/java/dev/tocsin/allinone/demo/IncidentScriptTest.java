package dev.tocsin.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentScriptTest {

    private static final DemoService API = DemoService.named("api");
    private static final DemoService DATABASE = DemoService.named("database");
    private static final DemoService AUTH = DemoService.named("auth");

    private final IncidentScript script = IncidentScript.DEMO;

    @Test
    void shouldBeginWithinAMinuteAndBeOverWithinThreeQuartersOfOne() {
        Act first = script.acts().get(0);

        assertThat(first.begins()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
        assertThat(first.lasts()).isLessThan(Duration.ofSeconds(45));
    }

    @Test
    void shouldPlayEachKindOfTrouble() {
        assertThat(script.acts())
                .extracting(act -> act.trouble().getClass().getSimpleName())
                .containsOnly("Slow", "Failing", "Down", "Leaking");
    }

    @Test
    void shouldBeCalmBeforeItBegins() {
        assertThat(script.at(Duration.ofSeconds(-1))).isEmpty();
        assertThat(script.on(API, Duration.ofSeconds(-1))).isEqualTo(Effect.NONE);
    }

    @Test
    void shouldPlayTheSameInEachCycle() {
        for (Act act : script.acts()) {
            Duration middle = act.begins().plus(act.lasts().dividedBy(2));

            assertThat(script.at(middle)).contains(act);
            assertThat(script.at(script.cycle().multipliedBy(7).plus(middle))).contains(act);
            assertThat(script.at(act.ends())).isEmpty();
        }
    }

    @Test
    void shouldMakeCallersFailButStayReachableWhenWhatTheyNeedIsDown() {
        Duration down = script.acts().get(0).begins();

        assertThat(script.on(DATABASE, down)).isEqualTo(new Effect(0, 1, false));
        assertThat(script.on(API, down)).as("lives off its open connections").isEqualTo(Effect.NONE);
        assertThat(script.on(API, down.plusSeconds(3))).isEqualTo(new Effect(0, 1, true));
        assertThat(script.on(AUTH, down.plusSeconds(3))).isEqualTo(Effect.NONE);
    }

    @Test
    void shouldGetSlowerAndSlowerWhileALeakLasts() {
        Act leak = script.acts().stream()
                .filter(act -> act.trouble() instanceof Trouble.Leaking)
                .findFirst()
                .orElseThrow();
        DemoService service = DemoService.named(leak.service());

        double early = script.on(service, leak.begins().plusSeconds(10)).extraMs();
        double late = script.on(service, leak.begins().plusSeconds(60)).extraMs();

        assertThat(early).isGreaterThan(0);
        assertThat(late).isEqualTo(6 * early);
        assertThat(script.on(service, leak.ends())).isEqualTo(Effect.NONE);
    }

    @Test
    void shouldRefuseActsThatLeaveNoCalmBetweenThem() {
        Act one = new Act("auth", new Trouble.Down(), Duration.ZERO, Duration.ofSeconds(30), "goes");
        Act two = new Act("auth", new Trouble.Down(), Duration.ofSeconds(60), Duration.ofSeconds(30), "goes again");

        assertThatThrownBy(() -> new IncidentScript(List.of(one, two), Duration.ofHours(1)))
                .hasMessageContaining("calm");
    }
}
