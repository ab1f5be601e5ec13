package dev.tocsin.health.rules;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Source;
import dev.tocsin.health.aggregate.View;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of one entity, and all that is decided about it.
 *
 * <p>Single results arrive as {@link Signal}s in the order of their partition and are judged at once, as soon as the definition
 * that they name is known; views arrive before the end of their slice and are judged at that end, when all locations' views
 * are there.
 *
 * <p><b>Every transition is replayable</b>: it depends on the records, not on how far one partition was read when another was.
 * That holds because, when {@link #onTime} is called with a slice end T, all signals, definitions and deletions that were appended
 * before T + {@link dev.tocsin.health.admission.Admission#DISORDER_MS} have arrived (see
 * {@link dev.tocsin.health.admission.Timeliness}). What else has arrived was appended later, and it makes no difference to T:
 *
 * <ul>
 *   <li>The rules on windows ({@link WindowRules}) see views and time only, and judge by definitions that were appended
 *       before T + DISORDER_MS, whatever else is known by then.
 *   <li>Rule 1 sees signals, in the order of their partition, and is told of time only what the next signal would have told it
 *       too, because that was appended later: that a location is gone ({@link ConsecutiveFailures}), and that the service was
 *       deleted.
 *   <li>Rule 5 sees signals of another partition and is judged by limits that never change; what the definitions say does
 *       not touch it.
 * </ul>
 *
 * <p>So transitions may come in another order, but each comes with the same name, number and content. Mutable and not
 * thread-safe: it is the keyed state of the stream job. Longer than most files, because all that arrives at an entity meets
 * here.
 */
public final class EntityHealth {

    /** Of the form that it is written in. Before the second, anomalies were looked for in slices. */
    public static final int VERSION = 2;

    /** Beyond so many, the oldest is judged by what is known; a replay may then judge it by something else. */
    private static final int MAX_WAITING = 10_000;

    private static final Set<Rule> RULE_1 = EnumSet.of(Rule.CONSECUTIVE_FAILURES);
    private static final long NOT_ASKED = Long.MAX_VALUE;

    private Definitions definitions = new Definitions();
    /** Signals whose definition has not come yet, and those behind them, in their order. */
    private final Deque<Signal> waiting = new ArrayDeque<>();
    /** The views of slice ends that were not judged yet. */
    private final SortedMap<Long, List<View>> views = new TreeMap<>();

    private ConsecutiveFailures consecutiveFailures = new ConsecutiveFailures();
    private TelemetryRule telemetry = new TelemetryRule();
    private WindowRules windows = new WindowRules();
    private Machine machine = new Machine();
    private IncidentBook incidents = new IncidentBook();
    /** The earliest time that {@link #wakeUp} has asked for. */
    private long asked = NOT_ASKED;

    /**
     * Takes a version of the definition; what waited for it is judged by it.
     *
     * @param appendedAt when it was said, epoch ms
     */
    public List<AlertTransition> onDefinition(ServiceDefinition definition, long appendedAt) {
        definitions.add(definition, appendedAt);
        Telling telling = new Telling(Entity.service(definition.key()), incidents);
        judgeWaiting(Long.MIN_VALUE, telling);
        return telling.transitions();
    }

    /**
     * The entity is not watched any more: at the first slice end from then on its incidents end, save those of what it pushes
     * itself, the rest is forgotten, and what its probes still say is ignored.
     *
     * @param appendedAt when it was said, epoch ms
     */
    public List<AlertTransition> onDeletion(Entity entity, long appendedAt) {
        definitions.delete(appendedAt);
        Telling telling = new Telling(entity, incidents);
        judgeWaiting(Long.MIN_VALUE, telling);
        return telling.transitions();
    }

    /**
     * Judges a single result, unless the definition that it names has not come yet. Then it waits, and those behind it too, but
     * no longer than until {@link #onTime} is called with a slice end by which that would surely have come.
     */
    public List<AlertTransition> onSignal(Signal signal) {
        Telling telling = new Telling(signal.series().entityId(), incidents);
        switch (signal.series().source()) {
            case PROBE -> {
                waiting.add(signal);
                judgeWaiting(Long.MIN_VALUE, telling);
            }
            case TELEMETRY -> telemetry.judge(signal, telling);
            case HOST -> {}
        }
        return telling.transitions();
    }

    /** Keeps a view until the end of its slice. */
    public void onView(View view) {
        SeriesKey series = view.series();
        boolean ofChecks = series.source() == Source.PROBE && series.metric() == Metric.LATENCY;
        if (series.kind() == EntityKind.HOST || series.kind() == EntityKind.SERVICE && ofChecks) {
            views.computeIfAbsent(view.end(), end -> new ArrayList<>()).add(view);
        }
    }

    /** The time, if any, at which {@link #onTime} must be called and for which this has not asked yet. */
    public OptionalLong wakeUp() {
        long due = due();
        if (due >= asked) {
            return OptionalLong.empty();
        }
        asked = due;
        return OptionalLong.of(due);
    }

    /** Judges what was due by a time that the watermark has reached. */
    public List<AlertTransition> onTime(Entity entity, long time) {
        Telling telling = new Telling(entity, incidents);
        for (long due = due(); due <= time && due != Definitions.NEVER; due = due()) {
            judgeWaiting(due, telling);
            if (due == Boundary.atOrAfter(due)) {
                judgeSliceEnd(due, telling);
            }
        }
        if (asked <= time) {
            asked = NOT_ASKED;
        }
        return telling.transitions();
    }

    private long due() {
        long due = waiting.isEmpty() ? Definitions.NEVER : Definitions.deadline(waiting.peek());
        due = Math.min(due, views.isEmpty() ? Definitions.NEVER : views.firstKey());
        due = Math.min(due, definitions.due());
        due = Math.min(due, consecutiveFailures.due());
        due = Math.min(due, telemetry.due());
        due = Math.min(due, machine.due());
        return Math.min(due, windows.due(definitions.lives(), incidents));
    }

    /** Whether nothing is known that would be missed. */
    public boolean isEmpty() {
        return definitions.isEmpty()
                && waiting.isEmpty()
                && views.isEmpty()
                && consecutiveFailures.isEmpty()
                && incidents.isEmpty()
                && windows.isEmpty()
                && machine.isEmpty();
    }

    private void judgeWaiting(long reached, Telling telling) {
        while (!waiting.isEmpty()) {
            Signal signal = waiting.peek();
            boolean over = Definitions.deadline(signal) <= reached || waiting.size() > MAX_WAITING;
            Basis basis = definitions.of(signal, over);
            if (basis instanceof Basis.Awaited) {
                return;
            }
            waiting.poll();
            if (basis instanceof Basis.Judged judged) {
                judge(signal, judged, telling);
            }
        }
    }

    private void judge(Signal signal, Basis.Judged basis, Telling telling) {
        if (!consecutiveFailures.isConcernedBy(signal)) {
            return;
        }
        if (basis.isRegistered()) {
            for (Life life : definitions.lives()) {
                if (life == basis.life()) {
                    break;
                }
                endForSignals(life, signal.appendedAt(), telling);
            }
        }
        tell(consecutiveFailures.forgetSilent(signal.appendedAt()), telling);
        telling.step(
                Rule.CONSECUTIVE_FAILURES,
                "",
                consecutiveFailures.on(signal, basis.definition()),
                basis.definition(),
                signal.timestamp());
    }

    private void judgeSliceEnd(long end, Telling telling) {
        for (Life life : definitions.lives()) {
            if (life.end() <= end) {
                endForSignals(life, end, telling);
                endForWindows(life, telling);
            }
        }
        List<View> together = views.headMap(end + 1).isEmpty() ? List.of() : views.remove(views.firstKey());
        if (telling.entity().kind() == EntityKind.HOST) {
            machine.judge(end, together, telling);
            return;
        }
        if (definitions.at(end, telling.entity().key()) instanceof Basis.Judged basis) {
            if (together.isEmpty()) {
                windows.judgeNothing(end, basis, telling);
            } else {
                if (together.stream().anyMatch(view -> view.minute().known() > 0)) {
                    tell(consecutiveFailures.forgetSilent(end), telling);
                }
                windows.judge(end, together, basis, telling);
            }
        }
        tell(consecutiveFailures.forgetUnknown(end), telling);
        telemetry.endSilent(end, telling);
        definitions.forgetOutdated(end);
        if (definitions.isEmpty()) {
            incidents.forgetEnded();
        }
    }

    private void endForSignals(Life life, long reached, Telling telling) {
        if (life.isOverForSignals()) {
            return;
        }
        tell(consecutiveFailures.forgetSilent(Math.min(reached, life.end())), telling);
        endAsDeleted(RULE_1, life, telling);
        consecutiveFailures = new ConsecutiveFailures();
        life.overForSignals();
    }

    private void endForWindows(Life life, Telling telling) {
        if (life.isOverForWindows()) {
            return;
        }
        endAsDeleted(WindowRules.ALL, life, telling);
        windows = new WindowRules();
        life.overForWindows();
    }

    private static void endAsDeleted(Set<Rule> rules, Life life, Telling telling) {
        telling.end(
                rules,
                "is not watched any more",
                "The service was deleted.",
                life.last(telling.entity().key()),
                life.end());
    }

    private static void tell(List<ConsecutiveFailures.Forgotten> forgotten, Telling telling) {
        forgotten.forEach(
                gone -> telling.step(Rule.CONSECUTIVE_FAILURES, "", gone.judgement(), gone.definition(), gone.at()));
    }

    public void write(DataOutput out) throws IOException {
        definitions.write(out);
        out.writeInt(waiting.size());
        for (Signal signal : waiting) {
            signal.write(out);
        }
        out.writeInt(views.values().stream().mapToInt(List::size).sum());
        for (List<View> together : views.values()) {
            for (View view : together) {
                view.write(out);
            }
        }
        consecutiveFailures.write(out);
        telemetry.write(out);
        windows.write(out);
        machine.write(out);
        incidents.write(out);
        out.writeLong(asked);
    }

    /** @param version of the form that it was written in, 1 to {@link #VERSION} */
    public static EntityHealth read(int version, DataInput in) throws IOException {
        EntityHealth health = new EntityHealth();
        health.definitions = Definitions.read(in);
        for (int left = in.readInt(); left > 0; left--) {
            health.waiting.add(Signal.read(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            health.onView(View.read(in));
        }
        health.consecutiveFailures = ConsecutiveFailures.read(in);
        health.telemetry = TelemetryRule.read(in);
        health.windows = WindowRules.read(version, in);
        health.machine = version == 1 ? health.machine : Machine.read(in);
        health.incidents = IncidentBook.read(in);
        health.asked = in.readLong();
        return health;
    }
}
