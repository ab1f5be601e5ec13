package dev.tocsin.alerting.delivery;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.alerting.Alerts.resolved;
import static dev.tocsin.events.Severity.CRITICAL;
import static dev.tocsin.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.MutableClock;
import dev.tocsin.alerting.channel.Delivery;
import dev.tocsin.alerting.ledger.Aftermaths;
import dev.tocsin.alerting.ledger.InMemoryAftermaths;
import dev.tocsin.alerting.ledger.InMemoryLedger;
import dev.tocsin.alerting.ledger.InMemoryOpenIncidents;
import dev.tocsin.alerting.ledger.Ledger;
import dev.tocsin.alerting.ledger.OpenIncidents;
import dev.tocsin.alerting.stage.Stages;
import dev.tocsin.events.AlertTransition;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A notifier dies before one of its writes; the next one reads again what was not settled and goes on with the memory. */
class CrashTest {

    private static final Duration MEMORY = Duration.ofHours(48);
    private static final Duration GRACE = Duration.ofSeconds(90);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Set<String> WRITES = Set.of("put", "remove", "settle", "claim", "release", "add");

    private final MutableClock clock = new MutableClock();
    private final RecordingChannel channel = new RecordingChannel();
    private final InMemoryLedger ledger = new InMemoryLedger(clock, MEMORY);
    private final InMemoryOpenIncidents incidents = new InMemoryOpenIncidents();
    private final InMemoryAftermaths aftermaths = new InMemoryAftermaths(clock, GRACE);
    private Notifier notifier = new Notifier("one");

    @ParameterizedTest(name = "before write {0}")
    @ValueSource(ints = {0, 1})
    void shouldTellLateWhatWasCoveredWhenACrashFellIntoItsMuting(int write) {
        accept(firing("checkout", "down", CRITICAL));
        notifier.loop.pass(Duration.ofSeconds(2));
        crashBeforeWrite(write, firing("checkout", "slow", WARNING));

        accept(resolved("checkout", "down", 2, CRITICAL));
        notifier.loop.pass(Duration.ofMinutes(30));

        assertThat(channel.told())
                .containsExactly("checkout down firing", "checkout down resolved", "checkout slow firing");
        accept(resolved("checkout", "slow", 2, WARNING));
        notifier.loop.pass(Duration.ofMinutes(1));
        assertThat(channel.told()).endsWith("checkout slow resolved");
        assertThat(incidents.count("slack")).isZero();
    }

    @ParameterizedTest(name = "before write {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldCoverWithWhatWasToldWhenACrashFellIntoItsRecording(int write) {
        crashBeforeWrite(write, firing("checkout", "down", CRITICAL));
        notifier.loop.pass(LEASE.plusSeconds(2));
        assertThat(channel.told()).containsOnly("checkout down firing");
        // Only between the channel's yes and the ledger nobody can know that it was told.
        assertThat(channel.told()).hasSize(write == 2 ? 2 : 1);

        accept(firing("checkout", "tiers", CRITICAL));
        accept(firing("checkout", "slow", WARNING));
        notifier.loop.pass(Duration.ofMinutes(30));

        assertThat(channel.told()).containsOnly("checkout down firing");
    }

    @ParameterizedTest(name = "before write {0}")
    @ValueSource(ints = {2, 3})
    void shouldLetNobodyWaitForWhatWasRefusedWhenACrashFellIntoItsRecording(int write) {
        channel.answers(message -> message.stories().get(0).transition().rule().equals("down")
                ? new Delivery.Rejected("Slack answered 400: invalid_blocks")
                : new Delivery.Sent());
        crashBeforeWrite(write, firing("checkout", "down", CRITICAL));
        notifier.loop.pass(LEASE.plusSeconds(2));

        accept(firing("checkout", "slow", WARNING));
        notifier.loop.pass(Duration.ofSeconds(2));

        assertThat(channel.told()).endsWith("checkout slow firing");
    }

    private void accept(AlertTransition transition) {
        notifier.dispatcher.accept(new Incoming(transition, "partition", () -> {}));
    }

    /** The transition is read, the notifier dies at its nth write, the next notifier reads it again. */
    private void crashBeforeWrite(int write, AlertTransition transition) {
        notifier.writesLeft = write;
        accept(transition);
        notifier.loop.run();
        assertThat(notifier.dead).isTrue();
        notifier = new Notifier("two");
        accept(transition);
        notifier.loop.run();
    }

    private final class Notifier {

        final ManualLoop loop = new ManualLoop(clock);
        final Dispatcher dispatcher;
        int writesLeft = Integer.MAX_VALUE;
        boolean dead;

        Notifier(String owner) {
            dispatcher = new Dispatcher(
                    List.of(channel),
                    new Stages(
                            new Stages.Settings(Set.of("slack"), false, GRACE, MEMORY, LEASE, owner),
                            mortal(Ledger.class, ledger),
                            mortal(OpenIncidents.class, incidents),
                            mortal(Aftermaths.class, aftermaths),
                            notification -> CompletableFuture.completedFuture(null),
                            clock),
                    loop,
                    clock,
                    new SplittableRandom(7));
            dispatcher.sweepEvery(Duration.ofSeconds(5));
        }

        /** As the port, until the notifier dies. */
        private <T> T mortal(Class<T> port, T memory) {
            return port.cast(
                    Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                        dead = dead || (WRITES.contains(method.getName()) && writesLeft-- == 0);
                        if (dead) {
                            throw new IllegalStateException("it has died");
                        }
                        return method.invoke(memory, arguments);
                    }));
        }
    }
}
