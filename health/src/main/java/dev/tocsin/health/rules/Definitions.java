package dev.tocsin.health.rules;

import dev.tocsin.events.ServiceDefinition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The versions of one service's definition, in the order of the control topic, and which of them holds when: a question that
 * the records alone answer, not how far the control topic has been read.
 *
 * <p>A window is judged by the newest version that was effective, and appended early enough to be known, at its end. A result is
 * judged by the version that it names, if that was appended early enough to be known at the first slice end at which the result
 * is; otherwise by the version of that slice end. A deletion holds from the first slice end at or after it. A result that names
 * no version, a foreign producer's, is judged at once by what has been read; of such results, and of those that a prober which
 * has not heard of the deletion makes 2 to 12 s after it, it is not certain that a replay judges them the same.
 */
final class Definitions {

    /** What a deleted service's probes still say is ignored for so long after the deletion, ms. */
    static final long DELETION_REMEMBERED_MS = Life.REPLACED_REMEMBERED_MS;

    static final long NEVER = Long.MAX_VALUE;

    private static final Basis IGNORED = new Basis.Ignored();
    private static final Basis AWAITED = new Basis.Awaited();

    /** Oldest first. */
    private final Deque<Life> lives = new ArrayDeque<>();

    /** Takes what the control topic says next of the service. */
    void add(ServiceDefinition definition, long appendedAt) {
        Life newest = lives.peekLast();
        if (newest != null && newest.id() != definition.id()) {
            // Its deletion is not in the topic any more, or never was.
            end(newest, appendedAt);
        }
        if (newest == null || newest.isEnded()) {
            lives.addLast(new Life(definition.id(), newest == null ? Long.MIN_VALUE : newest.end()));
        }
        lives.getLast().add(definition, appendedAt);
    }

    /** Takes a deletion. */
    void delete(long appendedAt) {
        if (lives.isEmpty()) {
            lives.add(new Life(0, Long.MIN_VALUE));
        }
        end(lives.getLast(), appendedAt);
    }

    private static void end(Life life, long appendedAt) {
        if (!life.isEnded()) {
            life.endAt(Boundary.atOrAfter(appendedAt));
        }
    }

    /** How long a signal may wait for what it is to be judged by: until the watermark is there. */
    static long deadline(Signal signal) {
        long settled = Boundary.knownBy(signal.appendedAt());
        return signal.isStamped() ? settled : Math.min(settled, Math.min(signal.timestamp(), signal.appendedAt()));
    }

    /**
     * What a signal is to be judged by.
     *
     * @param over whether it has waited until its deadline
     */
    Basis of(Signal signal, boolean over) {
        long settled = Boundary.knownBy(signal.appendedAt());
        String key = signal.series().entity();
        Basis basis = signal.isStamped() ? named(signal, settled, key, over) : byEventTime(signal, settled, key, over);
        boolean isGone = basis instanceof Basis.Judged judged
                && judged.isRegistered()
                && (judged.life().isOverForSignals() || settled > judged.life().end());
        return isGone ? IGNORED : basis;
    }

    private Basis named(Signal signal, long settled, String key, boolean over) {
        Life life = newest(signal.definitionId());
        if (life != null) {
            Life.Version version = life.version(signal.definitionVersion());
            if (version != null && version.knownBy() > settled) {
                return at(settled, key);
            }
            if (version != null && !life.isOutdated(version, settled)) {
                return new Basis.Judged(life, version);
            }
            if (settled > life.end()) {
                return IGNORED;
            }
        }
        return over ? ofUnknownVersion(signal, settled, key) : AWAITED;
    }

    /** Ids ascend, so a smaller one than that of the service in force is a deleted service's. */
    private Basis ofUnknownVersion(Signal signal, long settled, String key) {
        Basis inForce = at(settled, key);
        boolean isOfThePast = inForce instanceof Basis.Judged judged
                && judged.isRegistered()
                && signal.definitionId() < judged.life().id();
        return isOfThePast ? IGNORED : inForce;
    }

    private Basis byEventTime(Signal signal, long settled, String key, boolean over) {
        if (lives.isEmpty()) {
            return over ? unregistered(key) : AWAITED;
        }
        Basis.Judged oldest = null;
        for (Iterator<Life> newestFirst = lives.descendingIterator(); newestFirst.hasNext(); ) {
            Life life = newestFirst.next();
            if (settled > life.end()) {
                return oldest == null ? IGNORED : oldest;
            }
            for (int i = life.versions().size() - 1; i >= 0; i--) {
                oldest = new Basis.Judged(life, life.versions().get(i));
                if (oldest.definition().effectiveAt() <= signal.timestamp()) {
                    return oldest;
                }
            }
        }
        return oldest == null ? IGNORED : oldest;
    }

    /** What holds for windows that end then. Never awaited: the watermark has passed what could still come. */
    Basis at(long sliceEnd, String key) {
        for (Iterator<Life> newestFirst = lives.descendingIterator(); newestFirst.hasNext(); ) {
            Life life = newestFirst.next();
            if (life.end() <= sliceEnd) {
                return IGNORED;
            }
            Life.Version version = life.at(sliceEnd);
            if (version != null) {
                return new Basis.Judged(life, version);
            }
        }
        return unregistered(key);
    }

    private static Basis unregistered(String key) {
        return new Basis.Judged(
                null, new Life.Version(ServiceDefinition.defaults(key), Long.MIN_VALUE, Long.MIN_VALUE));
    }

    private Life newest(long id) {
        for (Iterator<Life> newestFirst = lives.descendingIterator(); newestFirst.hasNext(); ) {
            Life life = newestFirst.next();
            if (life.id() == id) {
                return life;
            }
        }
        return null;
    }

    /** Oldest first; those deleted long ago are gone. */
    Iterable<Life> lives() {
        return lives;
    }

    /** The next slice end at which something ends or can be forgotten. */
    long due() {
        long due = NEVER;
        for (Life life : lives) {
            if (life.isEnded()) {
                due = Math.min(due, life.isOverForWindows() ? life.end() + DELETION_REMEMBERED_MS : life.end());
            }
        }
        return due;
    }

    /** Forgets what no result can name any more when the watermark is there. */
    void forgetOutdated(long sliceEnd) {
        lives.removeIf(life -> life.isOverForWindows() && life.end() + DELETION_REMEMBERED_MS <= sliceEnd);
        lives.forEach(life -> life.forgetOutdated(sliceEnd));
    }

    boolean isEmpty() {
        return lives.isEmpty();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(lives.size());
        for (Life life : lives) {
            life.write(out);
        }
    }

    static Definitions read(DataInput in) throws IOException {
        Definitions definitions = new Definitions();
        for (int left = in.readInt(); left > 0; left--) {
            definitions.lives.add(Life.read(in));
        }
        return definitions;
    }
}
