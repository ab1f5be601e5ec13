package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1969-12-31T23:59:59.999Z, -1",
        "2026-01-01T12:00:00Z, 1767268800000",
        "2026-01-01T12:00:00.123Z, 1767268800123",
        "2026-01-01T12:00:00.123999999Z, 1767268800123",
        "2026-01-01T14:00:00+02:00, 1767268800000",
        "2026-01-01T06:30:00-05:30, 1767268800000"
    })
    void shouldReadRfc3339AsEpochMilliseconds(String text, long epochMs) {
        assertThat(Timestamps.parse(text)).isEqualTo(epochMs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-01-01",
                "2026-01-01T12:00:00",
                "2026-13-01T12:00:00Z",
                "2026-02-30T12:00:00Z",
                "2026-01-01T25:00:00Z",
                "1767268800000",
                "+999999999-12-31T23:59:59Z",
                "2026-01-01 12:00:00Z"
            })
    void shouldRefuseWhatHasNoZoneOrIsNoTime(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.code())
                        .isEqualTo("bad-timestamp"));
    }
}
