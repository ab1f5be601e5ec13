package dev.tocsin.health.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Json;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.health.aggregate.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a history as the stream job might: each partition at its own speed, with restarts, and forgetting its caches. */
final class Replay {

    private final History history;
    private final Random random;
    private final boolean restarts;
    private final boolean forgets;
    private final List<Signal> probes;
    private final List<Signal> pushed;
    private final TreeSet<Long> timers = new TreeSet<>();
    private final Map<String, String> told = new TreeMap<>();
    private EntityHealth health = new EntityHealth();
    private long watermark = History.START - 60_000;
    private int nextProbe;
    private int nextPushed;
    private int nextSaid;

    Replay(History history, long seed, boolean restarts, boolean forgets) {
        this.history = history;
        this.random = new Random(seed);
        this.restarts = restarts;
        this.forgets = forgets;
        probes = signals(history.probed.stream()
                .map(History.Probed::signal)
                .filter(History::isJudged)
                .toList());
        pushed = signals(history.pushed);
    }

    /** What was told: by incident and number, the record's text. */
    Map<String, String> read() throws IOException {
        int[] speed = {1, 1, 1, 1};
        while (nextProbe < probes.size() || nextPushed < pushed.size() || nextSaid < history.control.size()) {
            if (random.nextInt(200) == 0) {
                for (int i = 0; i < speed.length; i++) {
                    speed[i] = random.nextInt(3) == 0 ? 1 : random.nextInt(60);
                }
            }
            step(speed);
            if (restarts && random.nextInt(300) == 0) {
                restart();
            }
        }
        advance(history.endOfTime());
        return told;
    }

    private void step(int[] speed) {
        int choice = random.nextInt(speed[0] + speed[1] + speed[2] + speed[3] + 1);
        if (choice < speed[0] && nextProbe < probes.size()) {
            tell(health.onSignal(probes.get(nextProbe++)));
        } else if (choice < speed[0] + speed[1] && nextPushed < pushed.size()) {
            tell(health.onSignal(pushed.get(nextPushed++)));
        } else if (choice < speed[0] + speed[1] + speed[2] && nextSaid < history.control.size()) {
            History.Said said = history.control.get(nextSaid++);
            tell(
                    said.definition() == null
                            ? health.onDeletion(Scene.CHECKOUT, said.appendedAt())
                            : health.onDefinition(said.definition(), said.appendedAt()));
        } else {
            long newest = Math.min(
                    nextProbe < probes.size() ? probes.get(nextProbe).appendedAt() : History.never(),
                    nextPushed < pushed.size() ? pushed.get(nextPushed).appendedAt() : History.never());
            newest = Math.min(
                    newest,
                    nextSaid < history.control.size()
                            ? history.control.get(nextSaid).appendedAt()
                            : History.never());
            if (newest != History.never()) {
                long most = newest - 2_000;
                advance(random.nextInt(3) == 0 ? most : Math.min(most, watermark + random.nextInt(15_000)));
            }
        }
        keep();
    }

    /** The windows before the rules: their views come before the watermark does. */
    private void advance(long to) {
        for (long end = Boundary.after(watermark); end <= to; end += Boundary.STEP) {
            List<View> views = new ArrayList<>(history.views.getOrDefault(end, List.of()));
            Collections.shuffle(views, random);
            views.forEach(health::onView);
            keep();
            fire(end);
        }
        fire(to);
        watermark = Math.max(watermark, to);
    }

    private void fire(long reached) {
        while (!timers.isEmpty() && timers.first() <= reached) {
            tell(health.onTime(Scene.CHECKOUT, timers.pollFirst()));
            keep();
        }
    }

    private void keep() {
        if (health.isEmpty()) {
            health = new EntityHealth();
        }
        health.wakeUp().ifPresent(timers::add);
    }

    private void restart() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        health.write(new DataOutputStream(bytes));
        health = EntityHealth.read(
                EntityHealth.VERSION, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private void tell(List<AlertTransition> transitions) {
        for (AlertTransition transition : transitions) {
            String name = transition.fingerprint() + " " + transition.incidentId() + " " + transition.sequence();
            String text = new String(Json.encode(transition), StandardCharsets.UTF_8);
            assertThat(told.putIfAbsent(name, text)).as("told before: %s", text).isNull();
        }
    }

    /** As the job picks them, with a cache that may be lost at any time. */
    private List<Signal> signals(List<Signal> results) {
        Map<SeriesKey, Integer> quiet = new HashMap<>();
        List<Signal> signals = new ArrayList<>();
        for (Signal result : results) {
            if (forgets && random.nextInt(50) == 0) {
                quiet.clear();
            }
            boolean alarming = result.status().failed()
                    || result.status() == CheckStatus.UNKNOWN
                    || result.series().source() == Source.TELEMETRY
                            && TelemetryThresholds.crossing(result.series().metric(), result.value())
                                    .isPresent();
            int passed = alarming ? 0 : quiet.getOrDefault(result.series(), 0) + 1;
            quiet.put(result.series(), passed);
            if (passed <= Signal.FOLLOW_UPS) {
                signals.add(result);
            }
        }
        return signals;
    }
}
