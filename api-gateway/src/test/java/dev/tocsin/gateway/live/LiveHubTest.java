package dev.tocsin.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Metric;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.gateway.board.SampleRow;
import dev.tocsin.gateway.board.StatusBoard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveHubTest {

    private final StatusBoard board = new StatusBoard(Clock.systemUTC(), List::of, key -> Optional.empty());
    private final LiveHub hub = new LiveHub(board);

    private static final class Recorder implements Listener {
        private final List<String> frames = new ArrayList<>();
        private final int room;
        private String dropped;

        Recorder(int room) {
            this.room = room;
        }

        @Override
        public boolean offer(String frame) {
            if (frames.size() >= room) {
                return false;
            }
            frames.add(frame);
            return true;
        }

        @Override
        public void drop(String reason) {
            dropped = reason;
        }
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
