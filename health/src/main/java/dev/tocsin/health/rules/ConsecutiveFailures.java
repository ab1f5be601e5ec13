package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.health.incident.Judgement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rule 1: so many failed checks in a row, seen from enough locations. A location is failing from its n-th failed check in a
 * row until its m-th good one, or until it reports nothing any more; the service is when a quorum of locations is.
 *
 * <p>Failed means down or error. A 4xx is the service's answer to us, so it neither opens an incident nor keeps one open;
 * it counts in the error rate. A check of a blind prober says nothing.
 */
final class ConsecutiveFailures {

    /** A failing location reports every check, so one that was silent for so many intervals is not probing any more. */
    private static final int INTERVALS_UNTIL_GONE = 10;

    private static final long MIN_UNTIL_GONE_MS = 60_000;

    /** A location that is about to recover has newer checks, but none that failed. */
    private static final Comparator<Run> NEWEST_FAILURE =
            Comparator.comparing((Run run) -> run.successes == 0).thenComparingLong(Run::at);

    private final SortedMap<String, Run> runs = new TreeMap<>();

    /**
     * What one location saw last.
     *
     * @param failures the last row of failed checks, kept as it was while the location is still failing
     * @param status of the last failed check while the location is failing, so that people are told of the failure
     * @param at event time of the last check that was reported, epoch ms
     */
    private record Run(int failures, int successes, boolean failing, CheckStatus status, String detail, long at) {

        static final Run NEW = new Run(0, 0, false, CheckStatus.UNKNOWN, "", 0);

        Run after(Signal signal, ServiceDefinition definition) {
            if (signal.status() == CheckStatus.DOWN || signal.status() == CheckStatus.ERROR) {
                int run = successes > 0 ? 1 : failures + 1;
                boolean enough = failing || run >= definition.failuresToAlert();
                return new Run(run, 0, enough, signal.status(), signal.detail(), signal.timestamp());
            }
            int run = successes + 1;
            boolean stillFailing = failing && run < definition.successesToResolve();
            return stillFailing
                    ? new Run(failures, run, true, status, detail, signal.timestamp())
                    : new Run(0, run, false, signal.status(), signal.detail(), signal.timestamp());
        }
    }

    Judgement on(Signal signal, ServiceDefinition definition) {
        if (signal.status() == CheckStatus.UNKNOWN) {
            return new Judgement.Undecided("The prober in " + signal.series().location() + " is blind.");
        }
        String location = signal.series().location();
        runs.put(location, runs.getOrDefault(location, Run.NEW).after(signal, definition));
        return judge(definition);
    }

    /**
     * Forgets the locations that report nothing any more; healthy ones are not heard of either, so this is asked at slice
     * ends, which come as long as anything is probed.
     *
     * @return what is left to say, if a failing location was forgotten
     */
    Optional<Judgement> forgetSilent(long now, ServiceDefinition definition) {
        long gone = Math.max(MIN_UNTIL_GONE_MS, INTERVALS_UNTIL_GONE * definition.intervalMs());
        boolean failedBefore = runs.values().stream().anyMatch(run -> run.failing && run.at < now - gone);
        runs.values().removeIf(run -> run.at < now - gone);
        return failedBefore ? Optional.of(judge(definition)) : Optional.empty();
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
        }
    }

    static ConsecutiveFailures read(DataInput in) throws IOException {
        ConsecutiveFailures rule = new ConsecutiveFailures();
        for (int left = in.readInt(); left > 0; left--) {
            rule.runs.put(
                    in.readUTF(),
                    new Run(
                            in.readInt(),
                            in.readInt(),
                            in.readBoolean(),
                            CheckStatus.values()[in.readByte()],
                            in.readUTF(),
                            in.readLong()));
        }
        return rule;
    }
}
