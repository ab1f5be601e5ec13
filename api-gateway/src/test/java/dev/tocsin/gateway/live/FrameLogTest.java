package dev.tocsin.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameLogTest {

    private final FrameLog log = new FrameLog(42);

    private void append(int count, String json, long now) {
        for (int i = 0; i < count; i++) {
            log.append("metric", List.of(), false, json, now);
        }
    }

    @Test
    void shouldNumberFramesFromOneAndGiveThemOutInOrder() {
        append(3, "1", 0);
        assertThat(log.between(1, 3).orElseThrow()).extracting(Frame::id).containsExactly("42-2", "42-3");
        assertThat(log.between(0, 2).orElseThrow()).extracting(Frame::id).containsExactly("42-1", "42-2");
        assertThat(log.between(3, 3).orElseThrow()).isEmpty();
    }

    @Test
    void shouldKnowItsOwnIdsOnly() {
        assertThat(log.number("42-7")).hasValue(7);
        assertThat(log.number("41-7")).isEmpty();
        assertThat(FrameLog.isId("1-2")).isTrue();
        for (String text : List.of("", "1", "-", "1-", "a-1", "1-2-3", "-1-2", "1-9999999999999999999")) {
            assertThat(FrameLog.isId(text)).as(text).isFalse();
        }
    }

    @Test
    void shouldKeepAtMostSoManyFrames() {
        append(FrameLog.MAX_FRAMES + 5, "1", 0);
        assertThat(log.isComplete(5, false)).isTrue();
        assertThat(log.isComplete(4, false)).isFalse();
        assertThat(log.between(4, 10)).isEmpty();
        assertThat(log.between(5, log.newest()).orElseThrow()).hasSize(FrameLog.MAX_FRAMES);
    }

    @Test
    void shouldKeepAtMostSoManyCharactersButAlwaysTheNewestFrame() {
        append(3, "9".repeat((int) FrameLog.MAX_CHARACTERS / 2), 0);
        assertThat(log.between(2, 3).orElseThrow()).hasSize(1);
        assertThat(log.between(1, 3)).isEmpty();
        append(1, "9".repeat((int) FrameLog.MAX_CHARACTERS + 1), 0);
        assertThat(log.between(3, 4).orElseThrow()).hasSize(1);
    }

    @Test
    void shouldKeepFramesForAMinute() {
        append(1, "1", 0);
        append(1, "1", FrameLog.MAX_AGE_MS);
        assertThat(log.isComplete(0, true)).isTrue();
        append(1, "1", FrameLog.MAX_AGE_MS + 1);
        assertThat(log.isComplete(0, true)).isFalse();
        assertThat(log.isComplete(1, true)).isTrue();
    }

    @Test
    void shouldRememberWhatWasNotWrittenDown() {
        append(1, "1", 0);
        log.skip(true);
        assertThat(log.isComplete(1, false)).isTrue();
        assertThat(log.isComplete(1, true)).isFalse();
        log.skip(false);
        assertThat(log.isComplete(1, false)).isFalse();
        assertThat(log.isComplete(log.newest(), true)).isTrue();
        assertThat(log.isComplete(log.newest() + 1, true))
                .as("not given out yet")
                .isFalse();
    }

    @Test
    void shouldWriteAFrameAsAnEventToo() {
        append(1, "{\"a\":\"ü\"}", 0);
        assertThat(new String(log.between(0, 1).orElseThrow().get(0).event(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("event: metric\nid: 42-1\ndata: {\"a\":\"ü\"}\n\n");
    }
}
