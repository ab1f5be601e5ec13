package dev.tocsin.alerting.stage;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.events.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.Alerts;
import dev.tocsin.alerting.ledger.Mark;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Notification.Outcome;
import org.junit.jupiter.api.Test;

class DedupeTest {

    private final Dedupe dedupe = new Dedupe();
    private final AlertTransition second = firing("checkout", "slow-p95", 2, CRITICAL);

    @Test
    void shouldPassWhatIsNewerThanTheHighWaterMark() {
        assertThat(dedupe.judge(Attempts.of(second))).isEqualTo(new Verdict.Pass());
        assertThat(dedupe.judge(Attempts.of(second, mark(1, Outcome.DELIVERED))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void shouldDropWhatWasSettledBefore() {
        for (Outcome outcome : new Outcome[] {Outcome.DELIVERED, Outcome.MUTED, Outcome.REJECTED}) {
            assertThat(dedupe.judge(Attempts.of(second, mark(2, outcome))))
                    .isEqualTo(new Verdict.Known(
                            mark(2, outcome),
                            true,
                            "sequence 2 was " + outcome.wire() + " at 2026-01-01 12:00:00 UTC"));
        }
    }

    @Test
    void shouldDropAnOlderTransitionAfterANewerWithReason() {
        assertThat(dedupe.judge(Attempts.of(second, mark(3, Outcome.DELIVERED))))
                .isEqualTo(new Verdict.Known(
                        mark(3, Outcome.DELIVERED),
                        false,
                        "sequence 2 came after sequence 3, delivered at 2026-01-01 12:00:00 UTC"));
    }

    @Test
    void shouldPassWhatWasMutedWhenItIsToldLate() {
        assertThat(dedupe.judge(Attempts.late(second, mark(2, Outcome.MUTED)))).isEqualTo(new Verdict.Pass());
        assertThat(dedupe.judge(Attempts.late(second, mark(2, Outcome.DELIVERED))))
                .isInstanceOf(Verdict.Known.class);
        assertThat(dedupe.judge(Attempts.late(second, mark(3, Outcome.MUTED)))).isInstanceOf(Verdict.Known.class);
    }

    private static Mark mark(int sequence, Outcome outcome) {
        return new Mark(sequence, outcome, outcome == Outcome.DELIVERED, "", Alerts.NOON);
    }
}
