package dev.tocsin.health.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Source;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.aggregate.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Rule4MachineTest {

    private static final Entity VM = Entity.host("vm");
    private static final long MINUTE = 60_000;
    private static final int LONG_ENOUGH = 1_000;

    private final SplittableRandom random = new SplittableRandom(4);
    private EntityHealth health = new EntityHealth();
    private long end = 1_759_996_800_000L;

    @Test
    void shouldWarnOfAProcessorThatIsBusyAsNever() {
        learn();

        List<AlertTransition> told = minute(93, 40);

        assertThat(told).hasSize(1);
        assertThat(told.get(0).fingerprint()).isEqualTo("host/vm/anomaly/cpu");
        assertThat(told.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(told.get(0).summary()).isEqualTo("unusual cpu 93 %");
        assertThat(told.get(0).reason()).contains("expected ").endsWith("; the highest in 16 hours.");
    }

    @Test
    void shouldTellPartsApart() {
        learn();
        List<AlertTransition> told = views(List.of(view(Metric.GPU_TEMPERATURE, "1", 50), view(Metric.CPU, "", 20)));
        assertThat(told).isEmpty();
        for (int i = 0; i < LONG_ENOUGH; i++) {
            views(List.of(view(Metric.GPU_TEMPERATURE, "1", 50 + random.nextDouble())));
        }
        told = views(List.of(view(Metric.GPU_TEMPERATURE, "1", 88)));
        assertThat(told).hasSize(1);
        assertThat(told.get(0).fingerprint()).isEqualTo("host/vm/anomaly/gpu_temperature/1");
        assertThat(told.get(0).summary()).isEqualTo("unusual gpu temperature of 1 88 °C");
    }

    @Test
    void shouldNotMindAProcessorThatIsLittleMoreOrNewlyIdle() {
        learn();
        assertThat(minute(33, 40)).isEmpty();
        assertThat(minute(0, 40)).isEmpty();
    }

    @Test
    void shouldResolveAfterThreeMinutesAsExpected() {
        learn();
        minute(93, 40);
        assertThat(minute(21, 40)).isEmpty();
        assertThat(minute(22, 40)).isEmpty();
        assertThat(minute(23, 40)).extracting(AlertTransition::state).containsExactly(State.RESOLVED);
    }

    @Test
    void shouldForgetAMachineThatSaysNothingForTwoHours() {
        learn();
        minute(93, 40);
        assertThat(health.wakeUp()).hasValue(end + 2 * 60 * MINUTE);
        assertThat(health.onTime(VM, end + 2 * 60 * MINUTE - 1)).isEmpty();
        List<AlertTransition> told = health.onTime(VM, end + 2 * 60 * MINUTE);
        assertThat(told).extracting(AlertTransition::state).containsExactly(State.RESOLVED);
        assertThat(told.get(0).summary()).isEqualTo("is not heard of any more");
        assertThat(health.isEmpty()).isTrue();
    }

    @Test
    void shouldGoOnAfterItWasWrittenAndRead() throws IOException {
        learn();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        health.write(new DataOutputStream(bytes));
        health = EntityHealth.read(
                EntityHealth.VERSION, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(minute(93, 40)).hasSize(1);
    }

    private void learn() {
        for (int i = 0; i < LONG_ENOUGH; i++) {
            assertThat(minute(20 + 5 * random.nextDouble(), 40 + random.nextDouble()))
                    .isEmpty();
        }
    }

    private List<AlertTransition> minute(double cpu, double memory) {
        return views(List.of(view(Metric.CPU, "", cpu), view(Metric.MEMORY, "", memory)));
    }

    private List<AlertTransition> views(List<View> views) {
        List<AlertTransition> told = new ArrayList<>();
        end += MINUTE;
        views.forEach(view -> health.onView(new View(view.series(), end, view.slice(), view.minute(), view.oldest())));
        told.addAll(health.onTime(VM, end));
        return told;
    }

    private static View view(Metric metric, String part, double value) {
        Aggregate minute = new Aggregate();
        minute.add(CheckStatus.OK, metric.unit().toScaled(value), 1_000_000, 1_000);
        SeriesKey series = new SeriesKey(EntityKind.HOST, "vm", Source.HOST, metric, part);
        return new View(series, 0, minute, minute, EventCounts.NONE);
    }
}
