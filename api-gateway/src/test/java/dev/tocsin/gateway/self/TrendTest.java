package dev.tocsin.gateway.self;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.gateway.self.RequestWindows.Counts;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static final Counts NOTHING = new Counts(0, 0, 0, 0);

    private static Trend trend(Counts now, Counts before) {
        return new Trend(5, now, before);
    }

    private static Counts counts(long requests, long clientErrors, long serverErrors) {
        return new Counts(requests, clientErrors, serverErrors, 300);
    }

    @Test
    void shouldCompareWithTheWindowBefore() {
        Trend trend = trend(counts(900, 0, 27), counts(600, 0, 6));

        assertThat(trend.rateChangePercent()).isEqualTo(50);
        assertThat(trend.errorChangePoints()).isEqualTo(2);
        assertThat(trend.recommendations())
                .containsExactly(
                        "Errors rose from 1.0 % to 3.0 % of the requests: look at what changed in the last 10 minutes.");
    }

    @Test
    void shouldCompareWithNothingWhileTheGatewayIsYoung() {
        Trend trend = trend(counts(900, 0, 0), new Counts(10, 0, 0, 299));

        assertThat(trend.isComparable()).isFalse();
        assertThat(trend.rateChangePercent()).isNull();
        assertThat(trend.errorChangePoints()).isNull();
    }

    @Test
    void shouldNotDivideByATimeWithoutRequests() {
        Trend trend = trend(counts(900, 0, 0), counts(0, 0, 0));

        assertThat(trend.isComparable()).isTrue();
        assertThat(trend.rateChangePercent()).isNull();
        assertThat(trend.errorChangePoints()).isNull();
        assertThat(trend.recommendations())
                .containsExactly(
                        "Normal: 3.00 requests/s and 0.0 % errors in the last 5 minutes; nothing needs to be done.");
    }

    @Test
    void shouldNameFigureAndRemedyOfHighTraffic() {
        assertThat(trend(counts(30_300, 0, 0), NOTHING).recommendations())
                .singleElement()
                .asString()
                .startsWith("101.0 requests/s in the last 5 minutes, above 100/s: limit the rate per client");
        assertThat(trend(counts(30_000, 0, 0), NOTHING).recommendations().get(0))
                .startsWith("Normal");
    }

    @Test
    void shouldNameFigureAndRemedyOfErrorsAndOfOverload() {
        assertThat(trend(counts(100, 0, 6), NOTHING).recommendations())
                .singleElement()
                .asString()
                .startsWith("6.0 % of the requests failed with 5xx (6 of 100), above 5 %: read the gateway's log")
                .contains("circuit breaker");
        assertThat(trend(counts(18_000, 0, 540), NOTHING).recommendations())
                .singleElement()
                .asString()
                .startsWith("60.0 requests/s with 3.0 % errors")
                .contains("scale out");
    }

    @Test
    void shouldNameFigureAndRemedyOfWhatClientsDoWrong() {
        assertThat(trend(counts(100, 26, 0), NOTHING).recommendations())
                .singleElement()
                .asString()
                .startsWith("26.0 % of the requests were refused with 4xx (26 of 100)");
    }

    @Test
    void shouldNameHowMuchTrafficGrewOrFell() {
        assertThat(trend(counts(1_200, 0, 0), counts(600, 0, 0)).recommendations())
                .singleElement()
                .asString()
                .startsWith("Traffic grew by 100 %, from 2.00 to 4.00 requests/s");
        assertThat(trend(counts(300, 0, 0), counts(600, 0, 0)).recommendations())
                .singleElement()
                .asString()
                .startsWith("Traffic fell by 50 %, from 2.00 to 1.00 requests/s")
                .contains("check that clients");
        assertThat(trend(counts(299, 0, 0), counts(100, 0, 0)).recommendations().get(0))
                .as("below one request a second a rate doubles by chance")
                .startsWith("Normal");
    }

    @Test
    void shouldSpeakOfOneMinuteAsOne() {
        Counts now = new Counts(60, 0, 0, 60);
        assertThat(new Trend(1, now, NOTHING).recommendations())
                .containsExactly(
                        "Normal: 1.00 requests/s and 0.0 % errors in the last minute; nothing needs to be done.");
    }

    @Test
    void shouldSayThatFewRequestsCannotBeJudged() {
        assertThat(trend(counts(19, 0, 19), NOTHING).recommendations())
                .containsExactly("19 requests in the last 5 minutes are too few to judge (20 are needed); nothing needs"
                        + " to be done.");
    }
}
