package dev.tocsin.gateway.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

    private static final String PROMETHEUS_TEXT = "application/openmetrics-text;version=1.0.0,"
            + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
    private static final String PROMETHEUS_NATIVE =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
                    + PROMETHEUS_TEXT;

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/html",
                "text/plain; version=0.0.4",
                "text/plain,application/openmetrics-text;q=0.5",
                "application/openmetrics-text;q=0",
                "application/vnd.google.protobuf;encoding=text",
                "application/openmetrics-text;q=x",
                ";;;,",
                ";q=1,;"
            })
    void shouldWriteTextUnlessSomethingElseIsLikedBetter(String accept) {
        assertThat(Format.preferredBy(accept)).isEqualTo(Format.TEXT);
        assertThat(Format.TEXT.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                PROMETHEUS_TEXT + "|OPEN_METRICS",
                PROMETHEUS_NATIVE + "|PROTOBUF",
                "application/openmetrics-text;q=0.6,application/vnd.google.protobuf;q=0.5|OPEN_METRICS",
                "Application/OpenMetrics-Text|OPEN_METRICS",
            })
    void shouldWriteWhatScrapersAskFor(String accept, Format format) {
        assertThat(Format.preferredBy(accept)).isEqualTo(format);
    }
}
