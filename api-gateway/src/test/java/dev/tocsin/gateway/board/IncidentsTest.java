package dev.tocsin.gateway.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncidentsTest {

    private final Incidents incidents = new Incidents();

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static AlertTransition transition(String id, int sequence, State state, long at) {
        return new AlertTransition(
                id(id),
                sequence,
                "f/" + id,
                1,
                "consecutive-failures",
                Entity.service("shop"),
                "Shop",
                Severity.CRITICAL,
                state,
                "is down",
                "because",
                List.of(),
                0,
                at,
                1);
    }

    @Test
    void shouldShowTheNewestTransitionWhateverTheOrderOfArrival() {
        incidents.put(transition("a", 2, State.RESOLVED, 20));
        assertThat(incidents.put(transition("a", 1, State.FIRING, 10))).isFalse();

        assertThat(incidents.cards()).extracting(IncidentCard::state).containsExactly(State.RESOLVED);
        assertThat(incidents.firing(Entity.service("shop"))).isZero();
    }

    @Test
    void shouldKeepTheNewestByEventTimeWhenOldTransitionsAreReadAgain() {
        for (int i = 0; i < 100; i++) {
            incidents.put(transition("new" + i, 2, State.RESOLVED, 1_000 + i));
        }
        for (int i = 0; i < 50; i++) {
            incidents.put(transition("old" + i, 1, State.FIRING, 10 + i));
            incidents.put(transition("old" + i, 2, State.RESOLVED, 11 + i));
        }

        assertThat(incidents.cards()).hasSize(100).allMatch(card -> card.at().toEpochMilli() >= 1_000);
        assertThat(incidents.firing(Entity.service("shop"))).isZero();
    }

    @Test
    void shouldCountOpenIncidentsAlsoBeyondWhatIsShown() {
        incidents.put(transition("open", 1, State.FIRING, 1));
        for (int i = 0; i < 150; i++) {
            incidents.put(transition("i" + i, 1, State.FIRING, 10 + i));
            incidents.put(transition("i" + i, 2, State.RESOLVED, 11 + i));
        }

        assertThat(incidents.cards()).hasSize(Incidents.SHOWN + 1);
        assertThat(incidents.cards().get(0).id()).isEqualTo(id("i149"));
        assertThat(incidents.firing(Entity.service("shop"))).isEqualTo(1);
    }
}
