package dev.tocsin.health.rules;

import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.detect.MedianDeviation;
import dev.tocsin.health.incident.Judgement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that look at windows, and what they remember of one service. They are asked at slice ends in ascending order, with
 * all that surely was there by then, so they decide the same whenever they are asked.
 */
final class WindowRules {

    /** What they decide. */
    static final Set<Rule> ALL =
            EnumSet.of(Rule.TIERED_THRESHOLDS, Rule.MULTI_SIGNAL, Rule.ANOMALY, Rule.SILENCE, Rule.SLO_BURN);

    /** Those that need several bad judgements in a row, and are told when the row is broken. */
    private static final Set<Rule> HELD = EnumSet.of(Rule.TIERED_THRESHOLDS, Rule.MULTI_SIGNAL, Rule.SLO_BURN);

    private static final Set<Rule> NEED_RESULTS =
            EnumSet.of(Rule.TIERED_THRESHOLDS, Rule.MULTI_SIGNAL, Rule.ANOMALY, Rule.SLO_BURN);

    private Anomalies anomalies = new Anomalies();
    private Hearing hearing = new Hearing();
    private EventHistory events = new EventHistory();

    /** Judges a slice end at which something came in the last minute. */
    void judge(long end, List<View> views, Basis.Judged basis, Telling telling) {
        ServiceDefinition definition = basis.definition();
        if (!hearing.heardJustBefore(end)) {
            Judgement nothing = new Judgement.Undecided("Nothing was known of the slices before.");
            HELD.forEach(rule -> telling.step(rule, "", nothing, definition, end));
        }
        hearing.hear(end, views);
        LastMinute seen = LastMinute.of(views);
        telling.step(Rule.TIERED_THRESHOLDS, "", TieredThresholds.judge(seen, definition), definition, end);
        telling.step(Rule.MULTI_SIGNAL, "", MultiSignal.judge(seen, definition), definition, end);
        telling.step(Rule.SILENCE, "", Hearing.heard(), definition, end);
        boolean minuteIsComplete = events.add(end, views);
        if (minuteIsComplete && basis.isRegistered()) {
            telling.step(Rule.SLO_BURN, "", SloBurn.judge(events, definition), definition, end);
        }
        anomalies.judge(end, seen, definition, telling);
    }

    /** Judges a slice end at which nothing came. */
    void judgeNothing(long end, Basis.Judged basis, Telling telling) {
        if (basis.isRegistered()) {
            telling.step(Rule.SILENCE, "", hearing.judge(end, basis.version()), basis.definition(), end);
        }
        if (hearing.isTooLongAgo(end)) {
            telling.end(
                    NEED_RESULTS,
                    "is not heard of any more",
                    "Nothing has been heard of it for " + Wording.duration(Hearing.LONGEST_SILENCE_MS)
                            + ", so nothing speaks for it any more.",
                    basis.definition(),
                    end);
            anomalies.calm();
        }
    }

    /** The next slice end at which there is something to judge though nothing comes. */
    long due(Iterable<Life> lives, IncidentBook incidents) {
        long silence = incidents.isFiring(Rule.SILENCE) ? Definitions.NEVER : hearing.due(lives);
        for (Rule rule : NEED_RESULTS) {
            if (incidents.isFiring(rule)) {
                return Math.min(silence, hearing.tooLongAgoAt());
            }
        }
        return silence;
    }

    boolean isEmpty() {
        return anomalies.isEmpty() && hearing.isEmpty();
    }

    void write(DataOutput out) throws IOException {
        anomalies.write(out);
        hearing.write(out);
        events.write(out);
    }

    static WindowRules read(int version, DataInput in) throws IOException {
        WindowRules rules = new WindowRules();
        if (version == 1) {
            MedianDeviation.read(in); // What was usual for slices says nothing of minutes.
        } else {
            rules.anomalies = Anomalies.read(in);
        }
        rules.hearing = Hearing.read(in);
        rules.events = EventHistory.read(in);
        return rules;
    }
}
