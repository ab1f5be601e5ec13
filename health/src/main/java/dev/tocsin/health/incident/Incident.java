package dev.tocsin.health.incident;

import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * The state machine of one rule for one entity, as an immutable value.
 *
 * @param run judgements in a row that speak against the present phase
 * @param openedAt event time of the first bad judgement, epoch ms; meaningless while inactive
 * @param sequence number of the last transition of the open incident, 0 if there was none
 * @param severity the worst so far; null while inactive
 */
public record Incident(Phase phase, int run, long openedAt, int sequence, Severity severity) {

    public static final Incident INACTIVE = new Incident(Phase.INACTIVE, 0, 0, 0, null);

    /** Ordinals are stored: add at the end only. */
    public enum Phase {
        INACTIVE,
        PENDING,
        FIRING
    }

    /**
     * Where a judgement led to.
     *
     * @param incident the new value
     * @param transition what happened, if people are to be told
     * @param told the incident as the transition tells of it: with its opening time and sequence, also when resolved
     */
    public record Step(Incident incident, Optional<State> transition, Incident told) {

        private static Step silent(Incident incident) {
            return new Step(incident, Optional.empty(), incident);
        }

        private static Step tell(Incident incident, State state, Incident told) {
            return new Step(incident, Optional.of(state), told);
        }
    }

    /**
     * Takes a judgement into account.
     *
     * @param at event time of the judgement, epoch ms
     */
    public Step on(Judgement judgement, Hold hold, long at) {
        if (judgement instanceof Judgement.Bad bad) {
            return onBad(bad, hold, at);
        }
        if (judgement instanceof Judgement.Good) {
            return onGood(hold);
        }
        // Not knowing breaks a row of bad judgements, but ends nothing that people were told of.
        return Step.silent(phase == Phase.PENDING ? INACTIVE : this);
    }

    private Step onBad(Judgement.Bad bad, Hold hold, long at) {
        return switch (phase) {
            case INACTIVE -> open(new Incident(Phase.PENDING, 1, at, 0, bad.severity()), hold);
            case PENDING -> open(new Incident(Phase.PENDING, run + 1, openedAt, 0, worst(bad)), hold);
            case FIRING -> {
                Incident still = new Incident(Phase.FIRING, 0, openedAt, sequence, severity);
                yield worst(bad) == severity ? Step.silent(still) : still.tellOf(worst(bad));
            }
        };
    }

    private static Step open(Incident pending, Hold hold) {
        return pending.run < hold.toOpen() ? Step.silent(pending) : pending.tellOf(pending.severity);
    }

    private Step tellOf(Severity newSeverity) {
        Incident firing = new Incident(Phase.FIRING, 0, openedAt, sequence + 1, newSeverity);
        return Step.tell(firing, State.FIRING, firing);
    }

    private Step onGood(Hold hold) {
        return switch (phase) {
            case INACTIVE, PENDING -> Step.silent(INACTIVE);
            case FIRING -> {
                Incident after = new Incident(Phase.FIRING, run + 1, openedAt, sequence, severity);
                yield after.run < hold.toResolve() ? Step.silent(after) : after.resolve();
            }
        };
    }

    /** Ends a firing incident for a reason other than the rule's own judgement. */
    public Step resolve() {
        return phase == Phase.FIRING
                ? Step.tell(INACTIVE, State.RESOLVED, new Incident(Phase.FIRING, run, openedAt, sequence + 1, severity))
                : Step.silent(INACTIVE);
    }

    private Severity worst(Judgement.Bad bad) {
        return bad.severity().compareTo(severity) > 0 ? bad.severity() : severity;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(phase.ordinal());
        out.writeInt(run);
        out.writeLong(openedAt);
        out.writeInt(sequence);
        out.writeByte(severity == null ? -1 : severity.ordinal());
    }

    public static Incident read(DataInput in) throws IOException {
        Phase phase = Phase.values()[in.readByte()];
        int run = in.readInt();
        long openedAt = in.readLong();
        int sequence = in.readInt();
        int severity = in.readByte();
        return new Incident(phase, run, openedAt, sequence, severity < 0 ? null : Severity.values()[severity]);
    }
}
