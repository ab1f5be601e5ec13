package dev.tocsin.benchmarks.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.benchmarks.anomalies.Scoring.Score;
import dev.tocsin.health.detect.Detector;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Figures are worked out by hand from s(y) = 2 / (1 + exp(5 y)) - 1, of which s(-1) = 0.986614. */
class ScoringTest {

    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
    /** 100 rows, of which 15 are warm-up, and a window from row 50 to row 59. */
    private final LabelledSeries series = series(100, List.of(50, 59));

    @Test
    void shouldGiveAllForAWindowFoundAtItsFirstRow() throws IOException {
        Score score = at(Set.of(50));
        assertThat(score.normalised()).isEqualTo(100, within(1e-9));
        assertThat(score.found()).isEqualTo(1);
        assertThat(score.falseAlarms()).isZero();
    }

    @Test
    void shouldGiveLessTheLaterAWindowIsFoundAndNothingForFurtherAlarms() throws IOException {
        // The sixth row of ten: s(-0.5) / s(-1) = 0.848284 / 0.986614 = 0.859793.
        assertThat(at(Set.of(55)).raw()).isEqualTo(0.859793, within(1e-6));
        assertThat(at(Set.of(55, 56, 57)).raw()).isEqualTo(0.859793, within(1e-6));
    }

    @Test
    void shouldCountNoAlarmAtAllForNothing() throws IOException {
        assertThat(at(Set.of()).normalised()).isZero();
        assertThat(at(Set.of()).raw()).isEqualTo(-1);
    }

    @Test
    void shouldChargeForAlarmsOutsideLessJustBehindAWindow() throws IOException {
        // Before any window all of 0.11.
        assertThat(at(Set.of(20, 50)).raw()).isEqualTo(1 - 0.11, within(1e-9));
        // One row behind a window of ten: s(1/9) = -0.270847.
        assertThat(at(Set.of(50, 60)).raw()).isEqualTo(1 - 0.11 * 0.270847, within(1e-6));
        // More than three widths behind all of it again.
        assertThat(at(Set.of(50, 95)).raw()).isEqualTo(1 - 0.11, within(1e-9));
    }

    @Test
    void shouldWeighByProfile() throws IOException {
        assertThat(at(Set.of(20, 50), Profile.LOW_FP).raw()).isEqualTo(1 - 0.22, within(1e-9));
        assertThat(at(Set.of(), Profile.LOW_FN).raw()).isEqualTo(-2);
        assertThat(at(Set.of(50), Profile.LOW_FN).normalised()).isEqualTo(100, within(1e-9));
    }

    @Test
    void shouldNotLookAtTheWarmUp() throws IOException {
        assertThat(at(Set.of(3, 14)).raw()).isEqualTo(-1);
        assertThat(at(Set.of(15)).raw()).isEqualTo(-1 - 0.11, within(1e-9));
    }

    @Test
    void shouldNeitherFindNorMissAWindowWithinTheWarmUp() throws IOException {
        LabelledSeries early = series(100, List.of(5, 9));
        Results none = results(early, Set.of());
        Score score = new Scoring(List.of(early)).at(0.5, none, List.of(early), Profile.STANDARD);
        assertThat(score.windows()).isZero();
        assertThat(score.raw()).isZero();
    }

    @Test
    void shouldChooseTheThresholdThatEarnsTheMost() throws IOException {
        Results results =
                Results.of(List.of(series), same -> new Scripted(row -> row == 50 ? 0.7 : row % 2 == 0 ? 0.6 : 0));
        Scoring scoring = new Scoring(List.of(series));
        assertThat(scoring.bestThreshold(results, List.of(series), Profile.STANDARD))
                .isEqualTo(0.7);
        Results worthless = Results.of(List.of(series), same -> new Scripted(row -> row == 20 ? 0.7 : 0));
        assertThat(scoring.bestThreshold(worthless, List.of(series), Profile.STANDARD))
                .isInfinite();
    }

    private Score at(Set<Integer> alarms) throws IOException {
        return at(alarms, Profile.STANDARD);
    }

    private Score at(Set<Integer> alarms, Profile profile) throws IOException {
        return new Scoring(List.of(series)).at(0.5, results(series, alarms), List.of(series), profile);
    }

    private static Results results(LabelledSeries series, Set<Integer> alarms) {
        return Results.of(List.of(series), same -> new Scripted(row -> alarms.contains(row) ? 1 : 0));
    }

    static LabelledSeries series(int rows, List<Integer> window) {
        List<String> lines = new ArrayList<>(List.of("timestamp,value"));
        for (int row = 0; row < rows; row++) {
            lines.add(stamp(row) + "," + row);
        }
        try {
            return LabelledSeries.read(
                    "made/up.csv", lines, List.of(List.of(stamp(window.get(0)), stamp(window.get(1)) + ".000000")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String stamp(int row) {
        return START.plusMinutes(5L * row).toString().replace('T', ' ') + ":00";
    }

    /** Says what it was told to. */
    private static final class Scripted implements Detector {
        private final java.util.function.IntToDoubleFunction script;
        private int row;

        Scripted(java.util.function.IntToDoubleFunction script) {
            this.script = script;
        }

        @Override
        public Verdict observe(long timestamp, double value) {
            return new Verdict(script.applyAsDouble(row++), 0, 0, "");
        }

        @Override
        public void write(DataOutput out) {}
    }
}
