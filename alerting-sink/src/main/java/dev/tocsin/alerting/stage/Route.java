package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.stage.Verdict.Why;
import java.util.Set;

/**
 * Which channel hears of which rule. Every rule goes everywhere, except pushed-telemetry thresholds: they are many, and
 * their senders watch them already, so they go to a channel only on request.
 */
final class Route implements Stage {

    static final String TELEMETRY_RULE = "telemetry-threshold";

    private final Set<String> configured;
    private final boolean telemetry;

    /**
     * @param configured the channels that can send
     * @param telemetry whether pushed-telemetry thresholds go to them
     */
    Route(Set<String> configured, boolean telemetry) {
        this.configured = Set.copyOf(configured);
        this.telemetry = telemetry;
    }

    @Override
    public Verdict judge(Attempt attempt) {
        if (!configured.contains(attempt.channel())) {
            return new Verdict.Muted(Why.NOT_ROUTED, "no channel configured");
        }
        if (TELEMETRY_RULE.equals(attempt.transition().rule()) && !telemetry) {
            return new Verdict.Muted(
                    Why.NOT_ROUTED,
                    "thresholds of pushed telemetry are not sent to " + attempt.channel()
                            + " unless TOCSIN_SLACK_TELEMETRY is true");
        }
        return new Verdict.Pass();
    }
}
