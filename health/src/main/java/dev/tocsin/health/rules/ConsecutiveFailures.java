package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.incident.Judgement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Rule 1: so many failed checks in a row, seen from enough locations. A location is failing from its n-th failed check in a
 * row until its m-th good one, or until it reports nothing any more; the service is when a quorum of locations is.
 *
 * <p>Failed means down or error. A 4xx is the service's answer to us, so it neither opens an incident nor keeps one open;
 * it counts in the error rate. A check of a blind prober says nothing.
 *
 * <p>Only locations whose last check failed, or that are failing, are known here. Of such all results are signalled; a good one
 * from anywhere else changes nothing, so it does not matter how many of those are signalled.
 *
 * <p>A location that is silent while others report is no evidence. It is forgotten as of the first slice end G after its gap,
 * by whichever comes first: a slice end T at or after G at which others are heard, or a signal that was appended after
 * the gap. Both say the same, and all that comes between them in some run and not in others changes nothing: a signal that
 * is processed after T was appended after T, so after the gap too. When nobody reports, nothing is known, which ends no
 * incident, save that none stays open longer than G + {@link #LONGEST_SILENCE_MS}.
 */
final class ConsecutiveFailures {

    /** A failing location reports every check, so one that was silent for so many intervals is not probing any more. */
    private static final int INTERVALS_UNTIL_GONE = 10;

    private static final long MIN_UNTIL_GONE_MS = 60_000;

    /** When a location has been gone for so long, the rule claims no outage any more even if nobody reports, ms. */
    static final long LONGEST_SILENCE_MS = Admission.ROLLUP_BOUND_MS;

    /** A location that is about to recover has newer checks, but none that failed. */
    private static final Comparator<Run> NEWEST_FAILURE =
            Comparator.comparing((Run run) -> run.successes == 0).thenComparingLong(Run::at);

    private final SortedMap<String, Run> runs = new TreeMap<>();
    /** What the last signal that mattered was judged by; null if there was none. */
    private ServiceDefinition judgedBy;

    /**
     * Locations that were forgotten.
     *
     * @param at as of when, epoch ms
     * @param judgement what is left to say
     */
    record Forgotten(long at, Judgement judgement, ServiceDefinition definition) {}

    /**
     * What one location saw last.
     *
     * @param failures the last row of failed checks, kept as it was while the location is still failing
     * @param status of the last failed check while the location is failing, so that people are told of the failure
     * @param at when the last check was appended, epoch ms
     * @param gapMs how long it may be silent
     */
    private record Run(
            int failures, int successes, boolean failing, CheckStatus status, String detail, long at, long gapMs) {

        static final Run NEW = new Run(0, 0, false, CheckStatus.UNKNOWN, "", 0, 0);

        Run after(Signal signal, ServiceDefinition definition) {
            long gap = Math.max(MIN_UNTIL_GONE_MS, INTERVALS_UNTIL_GONE * definition.intervalMs());
            if (isFailure(signal)) {
                int run = successes > 0 ? 1 : failures + 1;
                boolean enough = failing || run >= definition.failuresToAlert();
                return new Run(run, 0, enough, signal.status(), signal.detail(), signal.appendedAt(), gap);
            }
            int run = successes + 1;
            boolean stillFailing = failing && run < definition.successesToResolve();
            return stillFailing ? new Run(failures, run, true, status, detail, signal.appendedAt(), gap) : NEW;
        }

        boolean isGone(long now) {
            return at < now - gapMs;
        }

        long goneAt() {
            return Boundary.after(at + gapMs);
        }

        long unknownTooLongAt() {
            return goneAt() + LONGEST_SILENCE_MS;
        }
    }

    private static boolean isFailure(Signal signal) {
        return signal.status() == CheckStatus.DOWN || signal.status() == CheckStatus.ERROR;
    }

    /** Whether a signal changes anything here. */
    boolean isConcernedBy(Signal signal) {
        return isFailure(signal)
                || signal.status() != CheckStatus.UNKNOWN
                        && runs.containsKey(signal.series().location());
    }

    Judgement on(Signal signal, ServiceDefinition definition) {
        String location = signal.series().location();
        if (signal.status() == CheckStatus.UNKNOWN) {
            return new Judgement.Undecided("The prober in " + location + " is blind.");
        }
        if (!isConcernedBy(signal)) {
            return new Judgement.Undecided("Checks from " + location + " have not failed.");
        }
        Run before = runs.getOrDefault(location, Run.NEW);
        Run after = (before.isGone(signal.appendedAt()) ? Run.NEW : before).after(signal, definition);
        if (after == Run.NEW) {
            runs.remove(location);
        } else {
            runs.put(location, after);
        }
        judgedBy = definition;
        return judge(definition);
    }

    /**
     * Forgets the failing locations that have been silent for too long.
     *
     * @param now an append time that was reached, or a slice end
     */
    List<Forgotten> forgetSilent(long now) {
        return forget(now, run -> run.isGone(now));
    }

    /** Forgets the failing locations of which it is too long unknown whether they fail. */
    List<Forgotten> forgetUnknown(long sliceEnd) {
        return forget(sliceEnd, run -> run.unknownTooLongAt() <= sliceEnd);
    }

    private List<Forgotten> forget(long now, Predicate<Run> isToGo) {
        if (runs.isEmpty()) {
            return List.of();
        }
        List<Run> gone = runs.values().stream()
                .filter(run -> run.failing && isToGo.test(run))
                .toList();
        List<Forgotten> forgotten = new ArrayList<>();
        gone.stream()
                .map(run -> Math.min(run.goneAt(), now))
                .distinct()
                .sorted()
                .forEach(at -> {
                    List<String> silent = runs.keySet().stream()
                            .filter(key -> gone.contains(runs.get(key))
                                    && Math.min(runs.get(key).goneAt(), now) == at)
                            .toList();
                    silent.forEach(runs::remove);
                    forgotten.add(new Forgotten(at, withoutSilent(silent), judgedBy));
                });
        return forgotten;
    }

    private Judgement withoutSilent(List<String> silent) {
        Judgement left = judge(judgedBy);
        return left instanceof Judgement.Good
                ? new Judgement.Good(
                        "Checks failed from " + Wording.list(silent)
                                + " to the last, but none has come from there since; where checks still come from, too few fail.",
                        List.of())
                : left;
    }

    /** The next slice end at which {@link #forgetUnknown} has something to do. */
    long due() {
        long due = Definitions.NEVER;
        for (Run run : runs.values()) {
            due = run.failing ? Math.min(due, run.unknownTooLongAt()) : due;
        }
        return due;
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    private Judgement judge(ServiceDefinition definition) {
        List<String> failing =
                runs.keySet().stream().filter(key -> runs.get(key).failing).toList();
        return failing.size() < definition.quorum() ? good(failing) : bad(failing, definition);
    }

    private static Judgement good(List<String> failing) {
        String reason = failing.isEmpty()
                ? "Checks succeed again from every location."
                : "Checks succeed again; only " + Wording.list(failing) + " saw too few good ones in a row so far.";
        return new Judgement.Good(reason, List.of());
    }

    private Judgement bad(List<String> failing, ServiceDefinition definition) {
        List<Evidence> evidence = new ArrayList<>();
        for (String location : failing) {
            Run run = runs.get(location);
            evidence.add(new Evidence(
                    "failed checks in a row from " + location,
                    run.failures,
                    definition.failuresToAlert(),
                    "",
                    "checks",
                    run.failures));
        }
        Run last = failing.stream().map(runs::get).max(NEWEST_FAILURE).orElseThrow();
        String what = last.status == CheckStatus.DOWN ? "is down" : "answers with errors";
        return new Judgement.Bad(
                Severity.CRITICAL,
                what,
                definition.failuresToAlert() + (definition.failuresToAlert() == 1 ? " check" : " checks in a row")
                        + " failed from " + Wording.list(failing) + "; the last answer was: "
                        + (last.detail.isEmpty() ? last.status.wire() : last.detail) + ".",
                evidence);
    }

    void write(DataOutput out) throws IOException {
        byte[] json = judgedBy == null ? new byte[0] : Json.encode(judgedBy);
        out.writeInt(json.length);
        out.write(json);
        out.writeInt(runs.size());
        for (var entry : runs.entrySet()) {
            out.writeUTF(entry.getKey());
            Run run = entry.getValue();
            out.writeInt(run.failures);
            out.writeInt(run.successes);
            out.writeBoolean(run.failing);
            out.writeByte(run.status.ordinal());
            out.writeUTF(run.detail);
            out.writeLong(run.at);
            out.writeLong(run.gapMs);
        }
    }

    static ConsecutiveFailures read(DataInput in) throws IOException {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        rule.judgedBy = json.length == 0 ? null : Json.decode(json, ServiceDefinition.class);
        for (int left = in.readInt(); left > 0; left--) {
            rule.runs.put(
                    in.readUTF(),
                    new Run(
                            in.readInt(),
                            in.readInt(),
                            in.readBoolean(),
                            CheckStatus.values()[in.readByte()],
                            in.readUTF(),
                            in.readLong(),
                            in.readLong()));
        }
        return rule;
    }
}
