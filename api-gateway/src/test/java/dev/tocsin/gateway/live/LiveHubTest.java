package dev.tocsin.gateway.live;

import static dev.tocsin.gateway.live.Wish.Feed.BOARD;
import static dev.tocsin.gateway.live.Wish.Feed.METRICS;
import static dev.tocsin.gateway.live.Wish.everythingOf;
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
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveHubTest {

    private List<ServiceDefinition> services = List.of();
    private Runnable whilePictured = () -> {};
    private final StatusBoard board = new StatusBoard(Clock.systemUTC(), this::services, this::service);
    private final MutableClock clock = new MutableClock();
    private final LiveHub hub = new LiveHub(board, clock, Runnable::run);

    private static final class Recorder implements Listener {
        private final List<Frame> frames = new ArrayList<>();
        private final int room;
        private String dropped;

        String text(int frame) {
            return frames.get(frame).text();
        }

        String lastId() {
            return frames.get(frames.size() - 1).id();
        }

        Recorder(int room) {
            this.room = room;
        }

        @Override
        public Offer offer(Frame frame) {
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
        return listener.frames.stream().map(Frame::type).toList();
    }

    @Test
    void shouldMissNothingThatHappensWhileTheFirstPictureIsMade() {
        board.listen(hub);
        whilePictured = () -> board.put(firing(), true);
        Recorder joining = new Recorder(100);

        hub.join(joining, everythingOf(BOARD));

        assertThat(types(joining)).startsWith("board", "initial").contains("incident");
    }

    @Test
    void shouldShowTheBoardAnewToThoseWhoWatchItOnly() {
        Recorder metrics = new Recorder(100);
        Recorder everything = new Recorder(100);
        hub.join(metrics, everythingOf(METRICS));
        hub.join(everything, everythingOf(BOARD));

        hub.showBoard();

        assertThat(types(metrics)).containsExactly("initial");
        assertThat(types(everything)).containsExactly("board", "initial", "board");
    }

    @Test
    void shouldTellOfServicesThatComeAndGoAndOfTheCountsWhenTheyChange() {
        board.listen(hub);
        Recorder everything = new Recorder(100);
        hub.join(everything, everythingOf(BOARD));
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
        assertThat(everything.text(5))
                .startsWith("{\"type\":\"service_removed\",\"id\":\"")
                .endsWith("\",\"data\":{\"key\":\"shop\"}}");
        assertThat(everything.text(4)).contains("\"services\":1").contains("\"no_data\":1");
    }

    @Test
    void shouldTellOfAServiceThatFellSilentThoughNothingHappens() {
        ServiceDefinition shop = ServiceDefinition.defaults("shop");
        StatusBoard silent = new StatusBoard(clock, () -> List.of(shop), key -> Optional.of(shop));
        LiveHub itsHub = new LiveHub(silent, clock, Runnable::run);
        silent.put("shop", new LastCheck("eu", CheckStatus.OK, 5.0, clock.millis(), null));
        Recorder everything = new Recorder(100);
        itsHub.join(everything, everythingOf(BOARD));
        itsHub.tellChanges();

        clock.now += 600_000;
        for (int round = 0; round < 10; round++) {
            itsHub.tellChanges();
        }

        assertThat(types(everything)).contains("service");
        assertThat(everything.text(everything.frames.size() - 1)).contains("\"no_data\":1");
    }

    @Test
    void shouldForgetAListenerThatIsGoneWithoutCallingItSlow() {
        Recorder gone = new Recorder(0);
        hub.join(gone, everythingOf(METRICS));

        assertThat(hub.listeners()).isZero();
        assertThat(hub.dropped()).isZero();
        assertThat(gone.dropped).isNull();
    }

    @Test
    void shouldGoOnWhenAConnectionBreaksAtAFrameAndLeavesAtOnce() {
        Listener breaking = new Listener() {
            private int offered;

            @Override
            public Offer offer(Frame frame) {
                if (++offered > 1) {
                    hub.leave(this);
                }
                return Offer.TAKEN;
            }

            @Override
            public void drop(String reason) {}
        };
        Recorder other = new Recorder(100);
        hub.join(breaking, everythingOf(METRICS));
        hub.join(other, everythingOf(METRICS));

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
        hub.join(slow, everythingOf(METRICS));
        hub.join(quick, everythingOf(METRICS));

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
        hub.join(metrics, everythingOf(METRICS));
        hub.join(everything, everythingOf(BOARD));

        String start = String.valueOf(clock.now);
        assertThat(metrics.text(0)).isEqualTo("{\"type\":\"initial\",\"id\":\"" + start + "-0\",\"data\":[]}");
        assertThat(types(everything)).containsExactly("board", "initial");
        hub.sampled(row());
        assertThat(metrics.text(1))
                .isEqualTo("{\"type\":\"metric\",\"id\":\"" + start
                        + "-1\",\"data\":{\"timestamp\":\"2026-01-02T03:04:05Z\",\"service\":\"api\","
                        + "\"metric_type\":\"cpu\",\"value\":1.0,\"tags\":{}}}");
        assertThat(everything.frames.get(2)).as("one frame for all").isSameAs(metrics.frames.get(1));
    }

    private Recorder joined(Wish wish) {
        Recorder listener = new Recorder(1_000);
        hub.join(listener, wish);
        return listener;
    }

    private static Wish resuming(Wish.Feed feed, String id) {
        return new Wish(feed, Set.of(), Set.of(), Optional.of(id));
    }

    @Test
    void shouldTellWhoComesBackEverythingThatItMissedInOrderInsteadOfAPicture() {
        Recorder away = joined(everythingOf(METRICS));
        hub.sampled(row("a"));
        hub.leave(away);
        for (String service : List.of("b", "c", "d")) {
            hub.sampled(row(service));
        }

        Recorder back = joined(resuming(METRICS, away.lastId()));
        hub.sampled(row("e"));

        assertThat(types(back)).containsExactly("resumed", "metric", "metric", "metric", "metric");
        assertThat(back.text(0)).contains("\"complete\":true");
        assertThat(back.frames.subList(1, 5))
                .extracting(frame -> frame.subjects().get(0))
                .containsExactly("b", "c", "d", "e");
    }

    @Test
    void shouldShowThePictureAndSayWhyWhenWhatWasMissedIsNotKept() {
        Recorder away = joined(everythingOf(METRICS));
        hub.sampled(row("a"));
        hub.leave(away);
        hub.sampled(row("b"));
        clock.now += FrameLog.MAX_AGE_MS + 1;
        hub.sampled(row("nobody listens"));

        Recorder late = joined(resuming(METRICS, away.lastId()));
        Recorder stranger = joined(resuming(METRICS, "17-3"));
        Recorder future = joined(resuming(METRICS, away.lastId() + "000"));

        assertThat(types(late)).containsExactly("resumed", "initial");
        assertThat(late.text(0)).contains("\"complete\":false").contains("too long ago");
        assertThat(types(stranger)).containsExactly("resumed", "initial");
        assertThat(stranger.text(0)).contains("another run");
        assertThat(types(future)).containsExactly("resumed", "initial");
    }

    @Test
    void shouldNotResumeTheBoardWhenCardsWereNotWrittenDown() {
        Recorder metrics = joined(everythingOf(METRICS));
        hub.sampled(row("a"));
        board.listen(hub);
        board.defined("shop");

        assertThat(types(joined(resuming(METRICS, metrics.lastId())))).containsExactly("resumed");
        assertThat(types(joined(resuming(BOARD, metrics.lastId())))).containsExactly("resumed", "board", "initial");
    }

    @Test
    void shouldResumeTheBoardOfTheOnlyListenerThatThereIs() {
        board.listen(hub);
        services = List.of(ServiceDefinition.defaults("shop"));
        Recorder away = joined(everythingOf(BOARD));
        hub.leave(away);
        board.defined("shop");
        hub.tellChanges();

        assertThat(types(joined(resuming(BOARD, away.lastId())))).containsExactly("resumed", "service", "counts");
    }

    @Test
    void shouldTellOnlyOfTheServicesAndTypesThatAreAskedFor() {
        board.listen(hub);
        Recorder api = joined(new Wish(METRICS, Set.of("api"), Set.of(), Optional.empty()));
        Recorder shop = joined(new Wish(BOARD, Set.of("shop"), Set.of("incident", "counts"), Optional.empty()));
        hub.sampled(row("api"));
        hub.sampled(row("other"));
        board.put(firing(), true);
        hub.tellChanges();

        assertThat(types(api)).containsExactly("initial", "metric");
        assertThat(types(shop)).containsExactly("board", "initial", "incident", "counts");
    }

    private static SampleRow row(String service) {
        return SampleRow.of(new TelemetrySample(1_767_323_045_000L, service, Metric.CPU, 1, Map.of()));
    }

    @Test
    void shouldSayGoodbyeWhenItStops() {
        Recorder listener = new Recorder(100);
        hub.join(listener, everythingOf(METRICS));
        hub.close();
        assertThat(listener.dropped).isEqualTo("the gateway stops");
    }
}
