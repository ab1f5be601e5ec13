package dev.tocsin.health.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Unit;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.Observation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradedTest {

    @ParameterizedTest
    @CsvSource({
        "AVERAGE, 0, GREEN",
        "AVERAGE, 1000, GREEN",
        "AVERAGE, 1000.001, YELLOW",
        "AVERAGE, 1500, YELLOW",
        "AVERAGE, 1500.001, RED",
        "P95, 1500, GREEN",
        "P95, 1500.001, YELLOW",
        "P95, 2200, YELLOW",
        "P95, 2200.001, RED",
        "P95, 2250, RED",
        "P99, 2000, GREEN",
        "P99, 2000.001, YELLOW",
        "P99, 3000, YELLOW",
        "P99, 3000.001, RED",
        "APDEX, 1, GREEN",
        "APDEX, 0.8, GREEN",
        "APDEX, 0.7999, YELLOW",
        "APDEX, 0.6, YELLOW",
        "APDEX, 0.5999, RED",
        "APDEX, 0, RED",
        "ERROR_RATE, 0, GREEN",
        "ERROR_RATE, 2, GREEN",
        "ERROR_RATE, 2.001, YELLOW",
        "ERROR_RATE, 5, YELLOW",
        "ERROR_RATE, 5.001, RED",
        "ERROR_RATE, 50, RED",
        "UPTIME, 100, GREEN",
        "UPTIME, 95, GREEN",
        "UPTIME, 94.999, YELLOW",
        "UPTIME, 90, YELLOW",
        "UPTIME, 89.999, RED",
        "UPTIME, 85, RED"
    })
    void shouldColourByTheTableWithTheLimitOnTheBetterSide(Graded graded, double value, Tier tier) {
        assertThat(graded.tier(value)).isEqualTo(tier);
    }

    /** Ratios of counts are compared as they are meant, whatever a double makes of 5 %. */
    @Test
    void shouldColourRatiosExactlyAtTheirLimits() {
        for (int known = 1; known <= 400; known++) {
            for (int failed = 0; failed <= known; failed++) {
                double percent = (double) failed / known * 100;
                Tier errors =
                        failed * 100 <= 2 * known ? Tier.GREEN : failed * 100 <= 5 * known ? Tier.YELLOW : Tier.RED;
                assertThat(Graded.ERROR_RATE.tier(percent)).isEqualTo(errors);
                Tier uptime =
                        failed * 100 >= 95 * known ? Tier.GREEN : failed * 100 >= 90 * known ? Tier.YELLOW : Tier.RED;
                assertThat(Graded.UPTIME.tier(percent)).isEqualTo(uptime);
                Tier apdex = failed * 10 >= 8 * known ? Tier.GREEN : failed * 10 >= 6 * known ? Tier.YELLOW : Tier.RED;
                assertThat(Graded.APDEX.tier((double) failed / known)).isEqualTo(apdex);
            }
        }
    }

    @Test
    void shouldGradeOnlyWhatIsKnown() {
        assertThat(Graded.grade(FiguresFixture.nothing())).isEmpty();
        assertThat(Graded.grade(FiguresFixture.HEALTHY.figures()))
                .hasSize(Graded.values().length)
                .allMatch(grade -> grade.tier() == Tier.GREEN);

        Aggregate unanswered = new Aggregate();
        unanswered.add(CheckStatus.DOWN, Observation.NO_VALUE, 1_000_000, 1_000);
        assertThat(Graded.grade(Figures.of(unanswered, Unit.MILLISECONDS)))
                .extracting(Graded.Grade::graded)
                .containsExactly(Graded.APDEX, Graded.ERROR_RATE, Graded.UPTIME);
    }

    @Test
    void shouldGradeInTheUnitsOfTheTable() {
        Figures figures = FiguresFixture.HEALTHY.withErrorRate(0.03).figures();

        assertThat(Graded.ERROR_RATE.of(figures)).isEqualTo(3);
        assertThat(Graded.UPTIME.of(figures)).isEqualTo(97);
        assertThat(Graded.P95.of(figures)).isEqualTo(figures.p95());
        assertThat(Stream.of(Graded.values()).map(Graded::unit)).containsExactly("ms", "ms", "ms", "", "%", "%");
        assertThat(Stream.of(Graded.values()).filter(Graded::highIsGood)).containsExactly(Graded.APDEX, Graded.UPTIME);
    }

    @Test
    void shouldSayInASentenceWhichLimitAFigureKeepsOrBreaks() {
        assertThat(Graded.grade(
                        FiguresFixture.HEALTHY.withP95(1_800).withApdex(0.5).figures(), 0.925))
                .extracting(Graded.Grade::sentence)
                .containsExactly(
                        "Average latency is 100 ms, at most 1000 ms.",
                        "P95 latency is 1800 ms, above 1500 ms.",
                        "P99 latency is 300 ms, at most 2000 ms.",
                        "Apdex is 0.5, below 0.6.",
                        "Error rate is 0 %, at most 2 %.",
                        "Uptime is 92.5 %, below 95 %.");
    }
}
