package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.Alerts;
import dev.tocsin.alerting.ledger.Aftermath;
import dev.tocsin.alerting.ledger.Mark;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.events.AlertTransition;
import java.util.List;
import java.util.Optional;

/** Attempts for tests, all of them at one minute past noon. */
final class Attempts {

    static final long NOW = Alerts.NOON + 60_000;

    static Attempt of(AlertTransition transition, OpenIncident... open) {
        return new Attempt(transition, "slack", NOW, false, false, NOW, Optional.empty(), List.of(open), List.of());
    }

    static Attempt of(AlertTransition transition, Mark mark) {
        return new Attempt(transition, "slack", NOW, false, false, NOW, Optional.of(mark), List.of(), List.of());
    }

    static Attempt late(AlertTransition transition, Mark mark, OpenIncident... open) {
        return new Attempt(transition, "slack", NOW, true, false, NOW, Optional.of(mark), List.of(open), List.of());
    }

    static Attempt whileTheChannelFails(Attempt attempt) {
        return new Attempt(
                attempt.transition(),
                attempt.channel(),
                attempt.acceptedAt(),
                attempt.late(),
                true,
                attempt.now(),
                attempt.mark(),
                attempt.open(),
                attempt.aftermaths());
    }

    static Attempt later(Attempt attempt, long ms) {
        return new Attempt(
                attempt.transition(),
                attempt.channel(),
                attempt.acceptedAt(),
                attempt.late(),
                attempt.channelFailing(),
                attempt.now() + ms,
                attempt.mark(),
                attempt.open(),
                attempt.aftermaths());
    }

    static Attempt after(Attempt attempt, Aftermath... aftermaths) {
        return new Attempt(
                attempt.transition(),
                attempt.channel(),
                attempt.acceptedAt(),
                attempt.late(),
                attempt.channelFailing(),
                attempt.now(),
                attempt.mark(),
                attempt.open(),
                List.of(aftermaths));
    }

    private Attempts() {}
}
