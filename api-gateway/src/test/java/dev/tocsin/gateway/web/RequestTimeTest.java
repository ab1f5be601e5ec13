package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTimeTest {

    private static final long AT = Instant.parse("2026-01-02T03:04:05Z").toEpochMilli();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05Z",
                "2026-01-02 03:04:05Z",
                "2026-01-02t03:04:05.000z",
                "2026-01-02T04:04:05+01:00",
                "2026-01-02T04:04:05+0100",
                "1767323045",
                "1767323045000"
            })
    void shouldUnderstandEverySpellingOfOneTime(String text) {
        assertThat(RequestTime.epochMillis(TextNode.valueOf(text))).isEqualTo(AT);
    }

    @Test
    void shouldTakeATimeWithoutZoneForTheServersOwn() {
        long expected = LocalDateTime.parse("2026-01-02T03:04:05")
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
        assertThat(RequestTime.epochMillis(TextNode.valueOf("2026-01-02T03:04:05")))
                .isEqualTo(expected);
    }

    @Test
    void shouldTakeNumbersForSecondsAndHugeOnesForMilliseconds() {
        assertThat(RequestTime.epochMillis(DoubleNode.valueOf(1_767_323_045.25)))
                .isEqualTo(AT + 250);
        assertThat(RequestTime.epochMillis(LongNode.valueOf(AT))).isEqualTo(AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01T00:00:00Z", "2026-01-02T25:00:00Z", "NaN", "1e300"})
    void shouldRefuseWhatIsNoTime(String text) {
        assertThat(RequestTime.epochMillis(TextNode.valueOf(text))).isNull();
    }
}
