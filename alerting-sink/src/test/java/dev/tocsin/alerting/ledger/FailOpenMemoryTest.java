package dev.tocsin.alerting.ledger;

import static dev.tocsin.events.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.Alerts;
import dev.tocsin.alerting.MutableClock;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Notification.Outcome;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailOpenMemoryTest {

    private static final Duration MEMORY = Duration.ofHours(48);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration GRACE = Duration.ofSeconds(90);
    private static final DeliveryKey KEY = new DeliveryKey("slack", "incident", 1);
    private static final Entity CHECKOUT = Entity.service("checkout");

    private final MutableClock clock = new MutableClock();
    private InMemoryLedger durableLedger = new InMemoryLedger(clock, MEMORY);
    private InMemoryOpenIncidents durableIncidents = new InMemoryOpenIncidents();
    private InMemoryAftermaths durableAftermaths = new InMemoryAftermaths(clock, GRACE);
    private boolean away;
    private int asked;
    private long nanos;
    private Duration answerTakes = Duration.ZERO;
    /** What happens meanwhile. */
    private Runnable meanwhile = () -> {};

    private final FailOpenMemory memory = new FailOpenMemory(
            breakable(Ledger.class),
            breakable(OpenIncidents.class),
            breakable(Aftermaths.class),
            clock,
            () -> nanos,
            MEMORY,
            GRACE);
    private final OpenIncident down = OpenIncident.pending(Alerts.firing("checkout", "consecutive-failures", CRITICAL));
    private final Mark delivered = new Mark(1, Outcome.DELIVERED, true, "", Alerts.NOON);

    @Test
    void shouldGoOnAndCountWhenTheDurableMemoryIsAway() {
        away = true;

        assertThat(memory.read("slack", "incident")).isEmpty();
        assertThat(memory.claim(KEY, "a", LEASE)).isEqualTo(new Claim.Granted());
        memory.settle(KEY, "a", delivered);

        assertThat(memory.read("slack", "incident")).contains(delivered);
        assertThat(memory.claim(KEY, "a", LEASE)).isEqualTo(new Claim.Settled(delivered));
        assertThat(memory.isBypassing()).isTrue();
        assertThat(memory.bypassed()).isEqualTo(4);
    }

    @Test
    void shouldAskTheDurableMemoryOnlyOnceWhenItDoesNotAnswer() {
        away = true;

        memory.read("slack", "incident");
        memory.claim(KEY, "a", LEASE);
        memory.of("slack", CHECKOUT);

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void shouldWriteDownWhatHappenedMeanwhileWhenItHeals() {
        OpenIncident slow = OpenIncident.pending(Alerts.firing("checkout", "slow-p95", CRITICAL));
        memory.put("slack", slow);
        away = true;
        memory.settle(KEY, "a", delivered);
        memory.put("slack", down);
        memory.remove("slack", CHECKOUT, slow.incidentId());
        away = false;

        memory.heal();

        assertThat(memory.isBypassing()).isFalse();
        assertThat(durableLedger.read("slack", "incident")).contains(delivered);
        assertThat(durableIncidents.of("slack", CHECKOUT)).containsExactly(down);
    }

    @Test
    void shouldKnowAnAftermathWhileTheDurableMemoryIsAwayAndWriteItDownWhenItHeals() {
        Aftermath over = Aftermath.of(down.told(down.transition(), clock.millis()), clock.millis());
        away = true;
        memory.add("slack", over);
        memory.forgetIncidents();
        assertThat(memory.recent("slack", CHECKOUT)).containsExactly(over);
        away = false;

        memory.heal();

        assertThat(durableAftermaths.recent("slack", CHECKOUT)).containsExactly(over);
        assertThat(memory.recent("slack", CHECKOUT)).containsExactly(over);
    }

    @Test
    void shouldRestoreTheAftermathsThatLastWhenTheDurableMemoryWasEmptied() {
        memory.add("slack", Aftermath.of(down.told(down.transition(), clock.millis()), clock.millis()));
        clock.advance(GRACE.minusSeconds(1));
        Aftermath lasting = Aftermath.of(down.told(down.transition(), clock.millis()), clock.millis());
        memory.add("slack", lasting);
        clock.advance(Duration.ofSeconds(1));
        durableAftermaths = new InMemoryAftermaths(clock, GRACE);

        memory.heal();

        assertThat(durableAftermaths.recent("slack", CHECKOUT)).containsExactly(lasting);
    }

    @Test
    void shouldStayWithItselfWhenHealingFails() {
        memory.settle(KEY, "a", delivered);
        away = true;
        memory.suspend("it is away");

        memory.heal();

        assertThat(memory.isBypassing()).isTrue();
    }

    @Test
    void shouldRestoreWhatWasLostWhenTheDurableMemoryWasEmptied() {
        memory.settle(KEY, "a", delivered);
        memory.put("slack", down);
        durableLedger = new InMemoryLedger(clock, MEMORY);
        durableIncidents = new InMemoryOpenIncidents();

        new MemoryWatch(() -> false, memory, Runnable::run, () -> nanos).run();

        assertThat(durableLedger.read("slack", "incident")).contains(delivered);
        assertThat(durableIncidents.of("slack", CHECKOUT)).containsExactly(down);
    }

    @Test
    void shouldNotReviveWhatAnotherNotifierClosed() {
        memory.put("slack", down);
        memory.forgetIncidents();
        durableIncidents.remove("slack", CHECKOUT, down.incidentId());

        memory.heal();

        assertThat(durableIncidents.of("slack", CHECKOUT)).isEmpty();
    }

    @Test
    void shouldKeepTheOpenIncidentsThatStayOursWhenAPartitionGoesWhileTheDurableMemoryIsAway() {
        away = true;
        memory.put("slack", down);

        memory.forgetIncidents();

        assertThat(memory.of("slack", CHECKOUT)).containsExactly(down);
        away = false;
        memory.heal();
        assertThat(durableIncidents.of("slack", CHECKOUT)).containsExactly(down);
        durableIncidents.remove("slack", CHECKOUT, down.incidentId());
        memory.heal();
        assertThat(durableIncidents.of("slack", CHECKOUT)).isEmpty();
    }

    @Test
    void shouldHealOnceHoweverOftenTheWatchLooksWhileTheLoopIsBusy() {
        memory.settle(KEY, "a", delivered);
        memory.suspend("it is away");
        List<Runnable> queued = new ArrayList<>();
        MemoryWatch watch = new MemoryWatch(() -> true, memory, queued::add, () -> nanos);

        watch.run();
        watch.run();
        watch.run();

        assertThat(queued).hasSize(1);
        queued.get(0).run();
        assertThat(memory.isBypassing()).isFalse();
        watch.run();
        assertThat(queued).hasSize(1);
    }

    @Test
    void shouldHealAgainWhenTheDurableMemoryIsEmptiedWhileItIsHealed() {
        memory.settle(KEY, "a", delivered);
        AtomicBoolean remembers = new AtomicBoolean();
        List<Runnable> queued = new ArrayList<>();
        MemoryWatch watch = new MemoryWatch(remembers::get, memory, queued::add, () -> nanos);
        watch.run();
        meanwhile = () -> {
            meanwhile = () -> {};
            watch.run();
            remembers.set(true);
        };

        queued.remove(0).run();
        watch.run();

        assertThat(queued).hasSize(1);
    }

    @ParameterizedTest(name = "{0} ms an answer")
    @CsvSource({"145, 2", "60, 2", "59, 3", "30, 4"})
    void shouldGoOnWithoutADurableMemoryThatIsSlowBeforeAPageIsLate(int answerMs, int questions) {
        answerTakes = Duration.ofMillis(answerMs);

        for (int i = 0; i < 9; i++) {
            memory.read("slack", "incident");
        }

        assertThat(asked).isEqualTo(questions);
        assertThat(memory.isBypassing()).isTrue();
        assertThat(memory.bypassed()).isEqualTo(9 - questions);
        assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void shouldForgiveOneHiccup() {
        for (int i = 0; i < 5; i++) {
            answerTakes = Duration.ofMillis(145);
            memory.read("slack", "incident");
            answerTakes = Duration.ofMillis(29);
            memory.read("slack", "incident");
        }

        assertThat(memory.isBypassing()).isFalse();
    }

    @Test
    void shouldGoBackToTheDurableMemoryOnceItIsQuickAgain() {
        memory.put("slack", down);
        memory.settle(KEY, "a", delivered);
        memory.suspend("it is slow");
        Duration[] probeTakes = {Duration.ofMillis(30)};
        MemoryWatch watch = new MemoryWatch(
                () -> {
                    nanos += probeTakes[0].toNanos();
                    return true;
                },
                memory,
                Runnable::run,
                () -> nanos);
        watch.run();
        assertThat(memory.isBypassing()).isTrue();

        probeTakes[0] = Duration.ofMillis(29);
        answerTakes = Duration.ofMillis(145);
        watch.run();
        assertThat(memory.isBypassing())
                .as("healing must not keep pages waiting either")
                .isTrue();

        answerTakes = Duration.ofMillis(29);
        watch.run();
        assertThat(memory.isBypassing()).isFalse();
    }

    @Test
    void shouldNoticeBesideThePagesThatTheDurableMemoryIsAway() {
        MemoryWatch watch = new MemoryWatch(
                () -> {
                    throw new MemoryUnavailableException("away", null);
                },
                memory,
                Runnable::run,
                () -> nanos);

        watch.run();

        assertThat(memory.isBypassing()).isTrue();
    }

    /** The durable memory, as long as it is not away. */
    private <T> T breakable(Class<T> port) {
        Supplier<Object> durable = port == Ledger.class
                ? () -> durableLedger
                : port == OpenIncidents.class ? () -> durableIncidents : () -> durableAftermaths;
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    asked++;
                    nanos += answerTakes.toNanos();
                    meanwhile.run();
                    if (away) {
                        throw new MemoryUnavailableException("it is away", null);
                    }
                    return method.invoke(durable.get(), arguments);
                }));
    }
}
