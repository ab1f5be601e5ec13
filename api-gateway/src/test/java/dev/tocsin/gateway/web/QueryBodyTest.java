package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.events.Metric;
import dev.tocsin.events.Source;
import dev.tocsin.gateway.query.Dimension;
import dev.tocsin.gateway.query.MetricQuery;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryBodyTest {

    private static QueryBody parse(String rest) {
        return QueryBody.parse(("{\"start_time\": 1000, \"end_time\": 2000" + rest.replace('\'', '"') + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldMeanRawRowsOfEverythingWhenOnlyTheTimeIsSaid() {
        QueryBody body = parse(", 'services': null, 'metric_types': [], 'colour': 'red'");

        assertThat(body.rawLimit()).hasValue(10_000);
        assertThat(body.query().services()).isEmpty();
        assertThat(body.query().metrics()).isEmpty();
        assertThat(body.query().sources()).containsExactlyInAnyOrder(Source.PROBE, Source.TELEMETRY);
        assertThat(body.query().from()).isEqualTo(1_000_000);
    }

    @Test
    void shouldReadEverythingThatCanBeChosen() {
        MetricQuery query = parse(", 'step': '90s', 'percentiles': [50, '99.9'], 'sources': ['host'], 'metric_types':"
                        + " ['cpu'], 'services': ['web-1'], 'groups': ['a'], 'locations': ['core-0'], 'group_by': [],"
                        + " 'gaps': 'omit'")
                .query();

        assertThat(query.stepMs()).isEqualTo(90_000);
        assertThat(query.percentiles()).containsExactly(50.0, 99.9);
        assertThat(query.sources()).containsExactly(Source.HOST);
        assertThat(query.metrics().orElseThrow()).containsExactly(Metric.CPU);
        assertThat(query.groupBy()).isEmpty();
        assertThat(query.gaps()).isFalse();
        assertThat(parse(", 'step': 'all'").query().groupBy()).containsExactly(Dimension.SERVICE);
        assertThat(parse(", 'step': 30").query().gaps()).isTrue();
        assertThat(parse(", 'aggregation': '5m'").query().stepMs()).isEqualTo(300_000);
        assertThat(parse(", 'aggregation': '5m'").query().gaps()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aggregation | 'aggregation': '2m'",
                "aggregation | 'aggregation': null",
                "step | 'step': '15s'",
                "step | 'step': 0",
                "step | 'step': '367d'",
                "step | 'step': -10",
                "step | 'step': {}",
                "step | 'step': '1m', 'aggregation': 'raw'",
                "percentiles | 'percentiles': []",
                "percentiles | 'percentiles': [101]",
                "percentiles | 'percentiles': ['NaN']",
                "percentiles | 'percentiles': 50",
                "sources | 'sources': ['host']",
                "sources | 'sources': ['moon']",
                "sources | 'sources': [7]",
                "metric_types | 'metric_types': ['swop']",
                "services | 'services': 'api'",
                "group_by | 'group_by': ['colour']",
                "gaps | 'gaps': true, 'step': '10s'",
                "limit | 'limit': 0",
                "limit | 'limit': 10001"
            })
    void shouldNameTheFieldWhenItIsWrong(String fieldAndBody) {
        String field = fieldAndBody.split(" \\| ")[0];
        String rest = fieldAndBody.split(" \\| ")[1];
        InvalidRequestException refused = catchThrowableOfType(InvalidRequestException.class, () -> parse(", " + rest));

        assertThat(refused).as(rest).isNotNull();
        assertThat(refused.problems().get(0).loc()).startsWith("body", field);
    }

    @Test
    void shouldRefuseAnEndBeforeTheStart() {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> QueryBody.parse("{\"from\": 2, \"to\": 1}".getBytes(StandardCharsets.UTF_8)));

        assertThat(refused.problems()).extracting(Problem::loc).containsExactly(java.util.List.of("body", "to"));
    }
}
