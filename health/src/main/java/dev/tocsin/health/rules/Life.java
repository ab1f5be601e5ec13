package dev.tocsin.health.rules;

import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.admission.Admission;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A service from its registration to its deletion; one that is registered anew under the same key begins another life. Mutable,
 * not thread-safe.
 */
final class Life {

    /** For so long after a version was replaced, results may still name it; a prober hears of changes within a second, ms. */
    static final long REPLACED_REMEMBERED_MS = Admission.ROLLUP_BOUND_MS;

    /** Versions that are remembered at most; results that name older ones are judged by what held for windows then. */
    private static final int MAX_VERSIONS = 64;

    private static final long NOT_ENDED = Long.MAX_VALUE;

    private final long id;
    private final long bornAt;
    private final List<Version> versions = new ArrayList<>();
    private long end = NOT_ENDED;
    private boolean overForSignals;
    private boolean overForWindows;

    /**
     * One version of the definition.
     *
     * @param knownBy the first slice end at which it has surely been read
     * @param effectiveFrom the first slice end of windows that are judged by it; not before {@code knownBy}, so that it
     *     depends on the record alone which windows those are
     */
    record Version(ServiceDefinition definition, long knownBy, long effectiveFrom) {}

    /**
     * Begins a life.
     *
     * @param id that of its definitions
     * @param bornAt the first slice end at which it may hold, epoch ms
     */
    Life(long id, long bornAt) {
        this.id = id;
        this.bornAt = bornAt;
    }

    /** Takes the next version; one that came before under the same number holds, however often it is told again. */
    void add(ServiceDefinition definition, long appendedAt) {
        if (version(definition.version()) != null) {
            return;
        }
        long knownBy = Boundary.knownBy(appendedAt);
        long effectiveFrom = Math.max(Math.max(knownBy, bornAt), definition.effectiveAt());
        versions.add(new Version(definition, knownBy, effectiveFrom));
        if (versions.size() > MAX_VERSIONS) {
            versions.remove(0);
        }
    }

    /** It ends with that slice. */
    void endAt(long sliceEnd) {
        end = sliceEnd;
    }

    long id() {
        return id;
    }

    /** The slice end of its deletion, {@link Long#MAX_VALUE} if it was not deleted. */
    long end() {
        return end;
    }

    boolean isEnded() {
        return end != NOT_ENDED;
    }

    /** Oldest first. */
    List<Version> versions() {
        return versions;
    }

    /** The version of that number, null if it is not known. */
    Version version(long number) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).definition().version() == number) {
                return versions.get(i);
            }
        }
        return null;
    }

    /** The newest version effective at a slice end, null before the first. */
    Version at(long sliceEnd) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).effectiveFrom() <= sliceEnd) {
                return versions.get(i);
            }
        }
        return null;
    }

    /** What its incidents are told by when it ends. */
    ServiceDefinition last(String key) {
        Version last = at(end);
        return last == null ? ServiceDefinition.defaults(key) : last.definition();
    }

    /** Whether a version was replaced so long before a slice end that results don't name it any more. */
    boolean isOutdated(Version version, long sliceEnd) {
        int next = versions.indexOf(version) + 1;
        return next < versions.size() && versions.get(next).effectiveFrom() + REPLACED_REMEMBERED_MS < sliceEnd;
    }

    void forgetOutdated(long sliceEnd) {
        while (versions.size() > 1 && isOutdated(versions.get(0), sliceEnd)) {
            versions.remove(0);
        }
    }

    /** Whether signals that name it are ignored from now on. */
    boolean isOverForSignals() {
        return overForSignals;
    }

    void overForSignals() {
        overForSignals = true;
    }

    /** Whether the slice end of its deletion is over. */
    boolean isOverForWindows() {
        return overForWindows;
    }

    void overForWindows() {
        overForWindows = true;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(id);
        out.writeLong(bornAt);
        out.writeLong(end);
        out.writeBoolean(overForSignals);
        out.writeBoolean(overForWindows);
        out.writeInt(versions.size());
        for (Version version : versions) {
            out.writeLong(version.knownBy());
            out.writeLong(version.effectiveFrom());
            byte[] json = Json.encode(version.definition());
            out.writeInt(json.length);
            out.write(json);
        }
    }

    static Life read(DataInput in) throws IOException {
        Life life = new Life(in.readLong(), in.readLong());
        life.end = in.readLong();
        life.overForSignals = in.readBoolean();
        life.overForWindows = in.readBoolean();
        for (int left = in.readInt(); left > 0; left--) {
            long knownBy = in.readLong();
            long effectiveFrom = in.readLong();
            byte[] json = new byte[in.readInt()];
            in.readFully(json);
            life.versions.add(new Version(Json.decode(json, ServiceDefinition.class), knownBy, effectiveFrom));
        }
        return life;
    }
}
