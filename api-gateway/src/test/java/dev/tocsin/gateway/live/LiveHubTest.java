package dev.tocsin.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Severity;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.gateway.board.LastCheck;
import dev.tocsin.gateway.board.MutableClock;
import dev.tocsin.gateway.board.SampleRow;
import dev.tocsin.gateway.board.StatusBoard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveHubTest {

    private List<ServiceDefinition> services = List.of();
    private Runnable whilePictured = () -> {};
    private final StatusBoard board = new StatusBoard(Clock.systemUTC(), this::services, this::service);
    private final LiveHub hub = new LiveHub(board);

    private static final class Recorder implements Listener {
        private final List<String> frames = new ArrayList<>();
        private final int room;
        private String dropped;

        Recorder(int room) {
            this.room = room;
        }

        @Override
        public Offer offer(String frame) {
            if (room == 0) {
                return Offer.GONE;
            }
            if (frames.size() >= room) {
                return Offer.FULL;
            }
            frames.add(frame);
            return Offer.TAKEN;
        }

        @Override
        public void drop(String reason) {
            dropped = reason;
        }
    }

    private List<ServiceDefinition> services() {
        whilePictured.run();
        return services;
    }

    private Optional<ServiceDefinition> service(String key) {
        return services.stream().filter(service -> service.key().equals(key)).findFirst();
    }

    private static AlertTransition firing() {
        return new AlertTransition(
                "5a1d0000-0000-5000-8000-000000000001",
                1,
                "f",
                1,
                "consecutive-failures",
                Entity.service("shop"),
                "Shop",
                Severity.CRITICAL,
                AlertTransition.State.FIRING,
                "is down",
                "because",
                List.of(),
                0,
                10,
                1);
    }

    private static List<String> types(Recorder listener) {
        return listener.frames.stream()
                .map(frame -> frame.replaceAll("^\\{\"type\":\"(\\w+)\".*", "$1"))
                .toList();
    }

    @Test
    void shouldMissNothingThatHappensWhileTheFirstPictureIsMade() {
        board.listen(hub);
        whilePictured = () -> board.put(firing(), true);
        Recorder joining = new Recorder(100);

        hub.join(joining, LiveHub.Feed.BOARD);

        assertThat(types(joining)).startsWith("board", "initial").contains("incident");
    }

    @Test
    void shouldShowTheBoardAnewToThoseWhoWatchItOnly() {
        Recorder metrics = new Recorder(100);
        Recorder everything = new Recorder(100);
        hub.join(metrics, LiveHub.Feed.METRICS);
        hub.join(everything, LiveHub.Feed.BOARD);

        hub.showBoard();

        assertThat(types(metrics)).containsExactly("initial");
        assertThat(types(everything)).containsExactly("board", "initial", "board");
    }

    @Test
    void shouldTellOfServicesThatComeAndGoAndOfTheCountsWhenTheyChange() {
        board.listen(hub);
        Recorder everything = new Recorder(100);
        hub.join(everything, LiveHub.Feed.BOARD);
        hub.tellChanges();
        services = List.of(ServiceDefinition.defaults("shop"));
        board.defined("shop");
        hub.tellChanges();
        hub.tellChanges();
        services = List.of();
        board.forget("shop");
        for (int round = 0; round < 12; round++) {
            hub.tellChanges();
        }

        assertThat(types(everything))
                .containsExactly("board", "initial", "counts", "service", "counts", "service_removed", "counts");
        assertThat(everything.frames.get(5)).isEqualTo("{\"type\":\"service_removed\",\"data\":{\"key\":\"shop\"}}");
        assertThat(everything.frames.get(4)).contains("\"services\":1").contains("\"no_data\":1");
    }

    @Test
    void shouldTellOfAServiceThatFellSilentThoughNothingHappens() {
        MutableClock clock = new MutableClock();
        ServiceDefinition shop = ServiceDefinition.defaults("shop");
        StatusBoard silent = new StatusBoard(clock, () -> List.of(shop), key -> Optional.of(shop));
        LiveHub itsHub = new LiveHub(silent);
        silent.put("shop", new LastCheck("eu", CheckStatus.OK, 5.0, clock.millis(), null));
        Recorder everything = new Recorder(100);
        itsHub.join(everything, LiveHub.Feed.BOARD);
        itsHub.tellChanges();

        clock.now += 600_000;
        for (int round = 0; round < 10; round++) {
            itsHub.tellChanges();
        }

        assertThat(types(everything)).contains("service");
        assertThat(everything.frames.get(everything.frames.size() - 1)).contains("\"no_data\":1");
    }

    @Test
    void shouldForgetAListenerThatIsGoneWithoutCallingItSlow() {
        Recorder gone = new Recorder(0);
        hub.join(gone, LiveHub.Feed.METRICS);

        assertThat(hub.listeners()).isZero();
        assertThat(hub.dropped()).isZero();
        assertThat(gone.dropped).isNull();
    }

    @Test
    void shouldGoOnWhenAConnectionBreaksAtAFrameAndLeavesAtOnce() {
        Listener breaking = new Listener() {
            private int offered;

            @Override
            public Offer offer(String frame) {
                if (++offered > 1) {
                    hub.leave(this);
                }
                return Offer.TAKEN;
            }

            @Override
            public void drop(String reason) {}
        };
        Recorder other = new Recorder(100);
        hub.join(breaking, LiveHub.Feed.METRICS);
        hub.join(other, LiveHub.Feed.METRICS);

        hub.sampled(row());

        assertThat(types(other)).containsExactly("initial", "metric");
        assertThat(hub.listeners()).isEqualTo(1);
    }

    private static SampleRow row() {
        return SampleRow.of(new TelemetrySample(1_767_323_045_000L, "api", Metric.CPU, 1, Map.of()));
    }

    @Test
    void shouldDropTheSlowAndServeTheOthers() {
        Recorder slow = new Recorder(2);
        Recorder quick = new Recorder(100);
        hub.join(slow, LiveHub.Feed.METRICS);
        hub.join(quick, LiveHub.Feed.METRICS);

        for (int i = 0; i < 5; i++) {
            hub.sampled(row());
        }

        assertThat(slow.dropped).startsWith("too slow");
        assertThat(quick.frames).hasSize(6);
        assertThat(quick.dropped).isNull();
        assertThat(hub.listeners()).isEqualTo(1);
        assertThat(hub.dropped()).isEqualTo(1);
    }

    @Test
    void shouldBeginWithWhatIsKnownAndTellOnlyTheBoardFeedOfTheBoard() {
        Recorder metrics = new Recorder(100);
        Recorder everything = new Recorder(100);
        hub.join(metrics, LiveHub.Feed.METRICS);
        hub.join(everything, LiveHub.Feed.BOARD);

        assertThat(metrics.frames).containsExactly("{\"type\":\"initial\",\"data\":[]}");
        assertThat(everything.frames).hasSize(2);
        assertThat(everything.frames.get(0)).startsWith("{\"type\":\"board\"");
        hub.sampled(row());
        assertThat(metrics.frames.get(1))
                .isEqualTo("{\"type\":\"metric\",\"data\":{\"timestamp\":\"2026-01-02T03:04:05Z\",\"service\":\"api\","
                        + "\"metric_type\":\"cpu\",\"value\":1.0,\"tags\":{}}}");
    }

    @Test
    void shouldSayGoodbyeWhenItStops() {
        Recorder listener = new Recorder(100);
        hub.join(listener, LiveHub.Feed.METRICS);
        hub.close();
        assertThat(listener.dropped).isEqualTo("the gateway stops");
    }
}
