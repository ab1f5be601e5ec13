package dev.tocsin.health.rules;

import static dev.tocsin.health.rules.Scene.CHECKOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Metric;
import dev.tocsin.health.aggregate.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long, random life of one service, lived twice: once in one go, once written and read after every single step. */
class EntityHealthRestartTest {

    private static final String[] LOCATIONS = {"eu-1", "us-1", "ap-1"};
    private static final int STEPS = 800;

    private SplittableRandom random;
    private final Map<String, AlertTransition> open = new HashMap<>();
    private long now = 1_760_000_000_000L;
    private long version;
    /** The present weather: how likely a check fails and how slow an answer is. */
    private double failing;

    private double slow = 1;

    private interface Life {
        List<AlertTransition> step(EntityHealth health);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldDecideTheSameAsATwinThatWasNeverInterrupted(long seed) throws IOException {
        random = new SplittableRandom(seed);
        EntityHealth uninterrupted = new EntityHealth();
        EntityHealth restarted = new EntityHealth();
        int told = 0;
        for (int i = 0; i < STEPS; i++) {
            Life next = next();
            List<AlertTransition> expected = next.step(uninterrupted);
            assertThat(next.step(restarted)).isEqualTo(expected);
            expected.forEach(this::assertLawful);
            told += expected.size();
            byte[] bytes = bytes(restarted);
            assertThat(bytes).isEqualTo(bytes(uninterrupted));
            restarted = EntityHealth.read(EntityHealth.VERSION, new DataInputStream(new ByteArrayInputStream(bytes)));
        }
        assertThat(told).as("enough happened to mean something").isGreaterThan(25);
    }

    private Life next() {
        now += random.nextLong(2_000);
        if (random.nextInt(60) == 0) {
            failing = random.nextInt(3) == 0 ? random.nextDouble() : 0;
            slow = random.nextInt(3) == 0 ? 30 : 1;
        }
        int choice = random.nextInt(100);
        if (choice < 45) {
            Signal signal = Scene.check(LOCATIONS[random.nextInt(3)], now, status());
            return health -> health.onSignal(signal);
        }
        if (choice < 60) {
            Metric metric = Metric.values()[random.nextInt(5)];
            Signal signal = Scene.sample(metric, now, random.nextDouble() * (metric == Metric.ERROR_RATE ? 0.2 : 700));
            return health -> health.onSignal(signal);
        }
        if (choice < 97) {
            return sliceEnd();
        }
        if (choice < 99) {
            var definition = Scene.definition(
                    1 + random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(3), ++version, now - now % 10_000);
            long appendedAt = now;
            return health -> health.onDefinition(definition, appendedAt);
        }
        long at = now;
        return random.nextInt(4) > 0 ? health -> List.of() : health -> health.onDeletion(CHECKOUT, at);
    }

    /** Sometimes the views of one or two slices wait for their end over a restart. */
    private Life sliceEnd() {
        now += Scene.SLICE - now % Scene.SLICE;
        long end = now;
        var views = new ArrayList<View>();
        for (String location : LOCATIONS) {
            int down = (int) Math.round(failing * random.nextInt(11));
            var slice = Scene.checks(10 - down, 100 * slow * (0.9 + 0.2 * random.nextDouble()), down);
            var minute = Scene.checks(60 - 6 * down, 100 * slow, 6 * down);
            views.add(Scene.view(location, end, slice, minute));
        }
        boolean judged = random.nextInt(3) > 0;
        return health -> {
            views.forEach(health::onView);
            return judged ? health.onTime(CHECKOUT, end) : List.of();
        };
    }

    private CheckStatus status() {
        if (random.nextDouble() < failing) {
            return random.nextBoolean() ? CheckStatus.DOWN : CheckStatus.ERROR;
        }
        return random.nextInt(20) == 0 ? CheckStatus.UNKNOWN : CheckStatus.OK;
    }

    /** Whatever happens: opened before it ends, numbered without a gap, never milder than before. */
    private void assertLawful(AlertTransition transition) {
        AlertTransition before = open.get(transition.fingerprint());
        if (before == null) {
            assertThat(transition.state()).isEqualTo(State.FIRING);
            assertThat(transition.sequence()).isEqualTo(1);
        } else {
            assertThat(transition.incidentId()).isEqualTo(before.incidentId());
            assertThat(transition.sequence()).isEqualTo(before.sequence() + 1);
            assertThat(transition.severity()).isGreaterThanOrEqualTo(before.severity());
        }
        assertThat(transition.reason()).endsWith(".");
        if (transition.state() == State.RESOLVED) {
            open.remove(transition.fingerprint());
        } else {
            open.put(transition.fingerprint(), transition);
        }
    }

    private static byte[] bytes(EntityHealth health) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        health.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
