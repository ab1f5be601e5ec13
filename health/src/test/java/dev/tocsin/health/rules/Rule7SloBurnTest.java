package dev.tocsin.health.rules;

import static dev.tocsin.health.rules.Scene.checks;
import static dev.tocsin.health.rules.Scene.definition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Severity;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.incident.Judgement;
import dev.tocsin.health.slo.BurnWindow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rule7SloBurnTest {

    /** A whole minute. */
    private static final long T0 = 1_760_000_400_000L;

    private EventHistory events = new EventHistory();
    private long end = T0 + 60_000;

    /** Of ten checks a slice, so many fail; the objective is 99 %, so one of ten burns ten times too fast. */
    @ParameterizedTest
    @CsvSource({
        // good minutes before, bad minutes, failing of ten, severity
        "60, 4, 10, none", // 6 % over the hour
        "60, 9, 10, critical", // 15 % over the hour
        "60, 60, 1, none",
        "60, 60, 2, critical",
        "400, 200, 1, none", // 10 % for two hundred minutes is 5.5 % over six hours
        "400, 230, 1, critical",
        "0, 29, 10, none", // the hour is not half covered
        "0, 31, 10, critical"
    })
    void shouldRingWhenALongAndAShortWindowBurnTooFast(int good, int bad, int failing, String severity) {
        minutes(good, 10, 0);
        minutes(bad, 10 - failing, failing);

        Judgement judgement = SloBurn.judge(events, definition(1, 1, 1));
        assertThat(judgement instanceof Judgement.Bad found ? found.severity().wire() : "none")
                .isEqualTo(severity);
    }

    @Test
    void shouldWarnOfASlowBurnOverDays() {
        minutes(24 * 60, 10, 0);
        for (int hour = 0; hour < 24; hour++) {
            minutes(57, 10, 0);
            minutes(3, 2, 8);
        }
        assertThat(SloBurn.judge(events, definition(1, 1, 1))).isInstanceOfSatisfying(Judgement.Bad.class, bad -> {
            assertThat(bad.severity()).isEqualTo(Severity.WARNING);
            assertThat(bad.reason())
                    .startsWith("Over 1d the error budget was spent ")
                    .contains(
                            "the objective of 99 % allows, and over 2h 4 times; at most 3 is tolerated; the error budget");
        });
    }

    @Test
    void shouldBeQuietAgainWhenTheShortWindowIs() {
        minutes(60, 10, 0);
        minutes(20, 0, 10);
        assertThat(SloBurn.judge(events, definition(1, 1, 1))).isInstanceOf(Judgement.Bad.class);
        minutes(4, 10, 0);
        assertThat(SloBurn.judge(events, definition(1, 1, 1))).isInstanceOf(Judgement.Bad.class);
        minutes(26, 10, 0);
        assertThat(SloBurn.judge(events, definition(1, 1, 1))).isInstanceOf(Judgement.Good.class);
    }

    @Test
    void shouldNotRingForAFewFailedChecksOfAFew() {
        for (int minute = 0; minute < 60; minute++) {
            boolean isChecked = minute % 10 == 9;
            Aggregate check = new Aggregate();
            if (isChecked) {
                check.add(minute >= 49 ? CheckStatus.DOWN : CheckStatus.OK, -1, 0, 600_000);
            }
            slice(check);
            for (int i = 1; i < 6; i++) {
                slice(new Aggregate());
            }
        }
        assertThat(events.of(BurnWindow.HOUR)).isEqualTo(new EventCounts(6, 2, 3_600_000));
        assertThat(SloBurn.judge(events, definition(1, 1, 1))).isInstanceOf(Judgement.Good.class);
    }

    @Test
    void shouldCountEachLocationsResultsButTheTimeOnce() {
        events.add(end, List.of(Scene.counting(end, checks(10, 5, 0)), Scene.counting(end, checks(5, 5, 5))));
        EventCounts counts = events.of(BurnWindow.FIVE_MINUTES);
        assertThat(counts).isEqualTo(new EventCounts(20, 5, 10_000));
    }

    @Test
    void shouldForgetWhatLeftItsWindowAlsoAcrossAGap() {
        minutes(5, 0, 10);
        end += 3 * 60_000;
        minutes(1, 10, 0);
        assertThat(events.of(BurnWindow.FIVE_MINUTES)).isEqualTo(new EventCounts(120, 60, 120_000));
        end += 4 * 24 * 3_600_000L;
        minutes(1, 10, 0);
        for (BurnWindow window : BurnWindow.values()) {
            assertThat(events.of(window)).isEqualTo(new EventCounts(60, 0, 60_000));
        }
    }

    @Test
    void shouldKeepLittleAndReadWhatItWrote() throws IOException {
        minutes(3 * 24 * 60, 9, 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        events.write(new DataOutputStream(bytes));
        assertThat(bytes.size()).isLessThan(3 * 1024);

        EventHistory read = EventHistory.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        for (BurnWindow window : BurnWindow.values()) {
            assertThat(read.of(window)).isEqualTo(events.of(window));
        }
        assertThat(read.of(BurnWindow.HOUR)).isEqualTo(new EventCounts(3_600, 360, 3_600_000));
    }

    private void minutes(int minutes, int good, int failed) {
        Aggregate slice = checks(good, 5, failed);
        for (int i = 0; i < minutes * 6; i++) {
            slice(slice);
        }
    }

    private void slice(Aggregate slice) {
        events.add(end, List.of(Scene.counting(end, slice)));
        end += 10_000;
    }
}
