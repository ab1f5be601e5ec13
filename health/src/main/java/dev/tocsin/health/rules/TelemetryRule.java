package dev.tocsin.health.rules;

import dev.tocsin.events.Metric;
import dev.tocsin.events.ServiceDefinition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rule 5: each pushed sample by {@link TelemetryThresholds}, and an end for what is open and pushed no more. Anyone may push,
 * also for a service that is not registered, so its transitions name the entity's key and no definition.
 */
final class TelemetryRule {

    /** After so long without a sample, nothing speaks for an open incident any more, ms. */
    private static final long LONGEST_SILENCE_MS = Hearing.LONGEST_SILENCE_MS;

    private static final Set<Rule> RULE_5 = EnumSet.of(Rule.TELEMETRY_THRESHOLD);

    /** When the last sample was appended, for the metrics that have an open incident. Of those every sample is signalled. */
    private final SortedMap<Metric, Long> open = new TreeMap<>();

    void judge(Signal signal, Telling telling) {
        Metric metric = signal.series().metric();
        if (open.containsKey(metric) && open.get(metric) + LONGEST_SILENCE_MS < signal.appendedAt()) {
            end(metric, Math.min(goneAt(open.remove(metric)), signal.appendedAt()), telling);
        }
        telling.step(
                Rule.TELEMETRY_THRESHOLD,
                scope(metric),
                TelemetryThresholds.judge(metric, signal.value()),
                definition(telling),
                signal.timestamp());
        if (telling.incidents().isFiring(Rule.TELEMETRY_THRESHOLD, scope(metric))) {
            open.put(metric, signal.appendedAt());
        } else {
            open.remove(metric);
        }
    }

    void endSilent(long sliceEnd, Telling telling) {
        for (Iterator<Map.Entry<Metric, Long>> each = open.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Metric, Long> entry = each.next();
            long goneAt = goneAt(entry.getValue());
            if (goneAt <= sliceEnd) {
                end(entry.getKey(), goneAt, telling);
                each.remove();
            }
        }
    }

    long due() {
        long due = Definitions.NEVER;
        for (long lastSample : open.values()) {
            due = Math.min(due, goneAt(lastSample));
        }
        return due;
    }

    private static long goneAt(long lastSample) {
        return Boundary.after(lastSample + LONGEST_SILENCE_MS);
    }

    private static void end(Metric metric, long at, Telling telling) {
        telling.end(
                RULE_5,
                scope(metric),
                "is not heard of any more",
                "No " + metric.wire() + " sample has come for " + Wording.duration(LONGEST_SILENCE_MS) + ".",
                definition(telling),
                at);
    }

    private static String scope(Metric metric) {
        return "/" + metric.wire();
    }

    private static ServiceDefinition definition(Telling telling) {
        return ServiceDefinition.defaults(telling.entity().key());
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(open.size());
        for (var entry : open.entrySet()) {
            out.writeByte(entry.getKey().ordinal());
            out.writeLong(entry.getValue());
        }
    }

    static TelemetryRule read(DataInput in) throws IOException {
        TelemetryRule rule = new TelemetryRule();
        for (int left = in.readInt(); left > 0; left--) {
            rule.open.put(Metric.values()[in.readByte()], in.readLong());
        }
        return rule;
    }
}
