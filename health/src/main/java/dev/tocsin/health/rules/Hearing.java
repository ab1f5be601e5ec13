package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.figures.Silence;
import dev.tocsin.health.incident.Judgement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rule 6, and when a service was heard of last. A registered service of which no result has come for longer than
 * {@link Silence#limit} is silent. Blind probers' results are results too: they say why nothing is known.
 *
 * <p>Asked at slice ends only. A minute's view is there as long as it holds a result, so the slice of the newest result
 * ended 50 s before the last view.
 */
final class Hearing {

    /** After so long, a rule on windows does not claim any more that something is wrong, ms. */
    static final long LONGEST_SILENCE_MS = Admission.ROLLUP_BOUND_MS;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long OLDEST_SLICE_MS = 50_000;
    private static final int MAX_LOCATIONS = 20;

    /** Slice end of the last view. */
    private long lastView = NEVER;
    /** The last slice end at which silence was judged. */
    private long judgedAt = NEVER;
    /** The time between two results of one location, as the last view's results tell of it. */
    private long intervalMs;

    private List<String> locations = List.of();

    /** Takes what came in the last minute. */
    void hear(long sliceEnd, List<View> views) {
        lastView = sliceEnd;
        judgedAt = sliceEnd;
        intervalMs =
                views.stream().mapToLong(view -> interval(view.minute())).max().orElse(0);
        locations = views.stream()
                .map(view -> view.series().location())
                .sorted()
                .limit(MAX_LOCATIONS)
                .toList();
    }

    private static long interval(Aggregate minute) {
        return minute.coveredMs() / Math.max(1, minute.observations());
    }

    /** Whether anything was heard at the slice end before this one. */
    boolean heardJustBefore(long sliceEnd) {
        return lastView == sliceEnd - Boundary.STEP;
    }

    boolean isTooLongAgo(long sliceEnd) {
        return sliceEnd >= tooLongAgoAt();
    }

    /** The slice end at which the rules on windows have known nothing for too long. */
    long tooLongAgoAt() {
        return lastView == NEVER ? Definitions.NEVER : heardUntil() + LONGEST_SILENCE_MS;
    }

    /** Judges a slice end without a view. */
    Judgement judge(long sliceEnd, Life.Version version) {
        judgedAt = sliceEnd;
        ServiceDefinition definition = version.definition();
        if (sliceEnd < dueAt(version)) {
            return new Judgement.Undecided("No result is overdue.");
        }
        long since = lastView == NEVER ? version.effectiveFrom() : heardUntil();
        String what = lastView == NEVER
                ? "No result of " + definition.name() + " has come since it was registered"
                : "No result of " + definition.name() + " has come for " + Wording.duration(sliceEnd - since);
        String from = locations.isEmpty() ? "" : " from " + Wording.list(locations);
        return new Judgement.Bad(
                Severity.WARNING,
                "is silent",
                what + "; it should be checked every " + Wording.duration(interval(definition)) + from
                        + ". Its state is unknown, not down: look at the prober.",
                List.of(new Evidence(
                        "time without a result",
                        (sliceEnd - since) / 1_000.0,
                        limit(definition) / 1_000.0,
                        "s",
                        "silence",
                        0)));
    }

    static Judgement heard() {
        return new Judgement.Good("Results come again.", List.of());
    }

    /** The slice end at which the next version in force falls silent if nothing comes; NEVER if none does. */
    long due(Iterable<Life> lives) {
        for (Life life : lives) {
            if (life.isOverForWindows()) {
                continue;
            }
            List<Life.Version> versions = life.versions();
            for (int i = 0; i < versions.size(); i++) {
                long until = i + 1 < versions.size() ? versions.get(i + 1).effectiveFrom() : life.end();
                long due = dueAt(versions.get(i));
                if (due < until && due > judgedAt) {
                    return due;
                }
            }
        }
        return Definitions.NEVER;
    }

    private long dueAt(Life.Version version) {
        long since = Math.max(version.effectiveFrom(), lastView == NEVER ? NEVER : heardUntil());
        return Boundary.atOrAfter(since + limit(version.definition()));
    }

    private long heardUntil() {
        return lastView - OLDEST_SLICE_MS;
    }

    private long limit(ServiceDefinition definition) {
        return Silence.limit(interval(definition), definition.timeoutMs());
    }

    /** Probers may be told not to probe as often as the definition says. */
    private long interval(ServiceDefinition definition) {
        return Math.max(definition.intervalMs(), intervalMs);
    }

    boolean isEmpty() {
        return lastView == NEVER;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(lastView);
        out.writeLong(judgedAt);
        out.writeLong(intervalMs);
        out.writeInt(locations.size());
        for (String location : locations) {
            out.writeUTF(location);
        }
    }

    static Hearing read(DataInput in) throws IOException {
        Hearing hearing = new Hearing();
        hearing.lastView = in.readLong();
        hearing.judgedAt = in.readLong();
        hearing.intervalMs = in.readLong();
        List<String> locations = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            locations.add(in.readUTF());
        }
        hearing.locations = List.copyOf(locations);
        return hearing;
    }
}
