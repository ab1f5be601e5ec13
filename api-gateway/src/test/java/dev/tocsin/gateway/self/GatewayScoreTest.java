package dev.tocsin.gateway.self;

import static dev.tocsin.gateway.self.Gateways.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.gateway.self.RequestWindows.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayScoreTest {

    @Test
    void shouldBeTheMeanOfFourPartsThatFallToZeroAtTheirLimits() {
        // 32 of 80, 68 of 1000 bytes = 6.8 of 85, 2 of 400 = 0.5 of 5, 5 of 100.
        GatewayScore score = GatewayScore.of(Gateways.with(32, 68, requests(400, 2), 5));

        assertThat(score.cpu()).isCloseTo(60, within(1e-9));
        assertThat(score.memory()).isCloseTo(92, within(1e-9));
        assertThat(score.errorRate()).isCloseTo(90, within(1e-9));
        assertThat(score.load()).isCloseTo(95, within(1e-9));
        assertThat(score.overall()).isEqualTo(84.25);
        assertThat(score.status()).isEqualTo("good");
    }

    @Test
    void shouldNotFallBelowZeroWhenALimitIsPassed() {
        GatewayScore score = GatewayScore.of(Gateways.with(100, 999, requests(100, 100), 1_000));

        assertThat(score).isEqualTo(new GatewayScore(0, 0, 0, 0));
        assertThat(score.status()).isEqualTo("critical");
    }

    @Test
    void shouldNotJudgeAShareOfAHandfulOfRequests() {
        assertThat(GatewayScore.of(Gateways.with(0, 0, requests(19, 19), 0)).errorRate())
                .isEqualTo(100);
        assertThat(GatewayScore.of(Gateways.with(0, 0, requests(20, 20), 0)).errorRate())
                .isZero();
    }

    @Test
    void shouldNotCountWhatClientsDoWrong() {
        Counts refused = new Counts(100, 100, 0, 300);
        assertThat(GatewayScore.of(Gateways.with(0, 0, refused, 0)).overall()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "90, excellent",
        "89.99, good",
        "75, good",
        "74.99, fair",
        "60, fair",
        "59.99, poor",
        "40, poor",
        "39.99, critical"
    })
    void shouldNameTheBand(double overall, String status) {
        assertThat(new GatewayScore(overall, overall, overall, overall).status())
                .isEqualTo(status);
    }
}
