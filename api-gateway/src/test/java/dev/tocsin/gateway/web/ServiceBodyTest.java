package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.ServiceDefaults;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceBodyTest {

    private static final AnomalySettings SHARED = new AnomalySettings(AnomalyDetector.HOLT_WINTERS, 2, 60);
    private static final AnomalySettings OWN = new AnomalySettings(AnomalyDetector.SEASONAL_MEDIAN, 0.5, 90);
    private static final ServiceDefaults DEFAULTS =
            new ServiceDefaults("shop", 30_000, 1_500, 800, 0.999, 3, 2, 4, 1_500, SHARED, List.of("router"));
    private static final DeclaredService THERE = new DeclaredService(
            "old",
            "Old",
            "http://old.example/",
            "pay",
            20_000,
            2_500,
            700,
            0.9,
            2,
            1,
            1,
            900,
            OWN,
            List.of("db", "cache"));

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static DeclaredService complete(String json) {
        RequestBody body = RequestBody.parse(bytes(json));
        return ServiceBody.complete(body, DEFAULTS).orElseThrow(() -> new InvalidRequestException(body.problems()));
    }

    private static DeclaredService merged(String patch) {
        return ServiceBody.merged(RequestBody.parse(bytes(patch)), THERE, DEFAULTS);
    }

    private static List<Problem> problems(Runnable request) {
        return catchThrowableOfType(InvalidRequestException.class, request::run).problems();
    }

    @Test
    void shouldFallToTheDefaultsWhereABodySaysNothing() {
        assertThat(complete("{'name': 'New', 'url': 'http://new.example'}"))
                .isEqualTo(new DeclaredService(
                        "new",
                        "New",
                        "http://new.example/",
                        "shop",
                        30_000,
                        1_500,
                        800,
                        0.999,
                        3,
                        2,
                        4,
                        1_500,
                        SHARED,
                        List.of("router")));
    }

    @Test
    void shouldTakeEveryFieldThatABodyGives() {
        assertThat(complete("{'name': 'New', 'url': 'http://new.example', 'group': ' a b ', 'interval_seconds': '90',"
                        + " 'timeout_seconds': 2.0, 'apdex_ms': 86400000, 'objective': '0.5', 'failures_to_alert': 1000,"
                        + " 'quorum': 1, 'successes_to_resolve': 10, 'latency_alert_ms': 1,"
                        + " 'anomaly_detector': 'off', 'anomaly_sensitivity': 10, 'anomaly_warm_up_ms': 1800000,"
                        + " 'depends_on': ['x', 'y', 'x'], 'unknown': {'a': 1}}"))
                .isEqualTo(new DeclaredService(
                        "new",
                        "New",
                        "http://new.example/",
                        "a b",
                        90_000,
                        2_000,
                        86_400_000,
                        0.5,
                        1_000,
                        1,
                        10,
                        1,
                        new AnomalySettings(AnomalyDetector.OFF, 10, 30),
                        List.of("x", "y")));
    }

    @Test
    void shouldChangeNothingWhenAPatchSaysNothing() {
        assertThat(merged("{}")).isEqualTo(THERE);
        assertThat(merged("{'nothing': 'known'}")).isEqualTo(THERE);
    }

    @Test
    void shouldChangeOnlyWhatAPatchGivesAndResetWhatIsNull() {
        DeclaredService merged =
                merged("{'interval_seconds': 7, 'timeout_seconds': null, 'group': '', 'depends_on': null}");

        assertThat(merged)
                .isEqualTo(new DeclaredService(
                        "old",
                        "Old",
                        "http://old.example/",
                        "",
                        7_000,
                        1_500,
                        700,
                        0.9,
                        2,
                        1,
                        1,
                        900,
                        OWN,
                        List.of("router")));
        assertThat(merged("{'depends_on': []}").dependsOn()).isEmpty();
        assertThat(merged("{'objective': null, 'apdex_ms': null, 'failures_to_alert': null}"))
                .extracting(DeclaredService::objective, DeclaredService::apdexMs, DeclaredService::failuresToAlert)
                .containsExactly(0.999, 800L, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'interval_ms': 7250 | 7250 | 2500",
                "'interval_ms': 4999, 'timeout_ms': 100 | 5000 | 100",
                "'interval_seconds': 7, 'interval_ms': 7250, 'timeout_seconds': 3, 'timeout_ms': 2500 | 7250 | 2500",
                "'interval_seconds': 9, 'interval_ms': 7250, 'timeout_seconds': 1, 'timeout_ms': 2500 | 9000 | 1000",
                "'interval_seconds': 20, 'timeout_seconds': 3 | 20000 | 3000",
                "'interval_ms': null, 'timeout_ms': null | 30000 | 1500",
                "'interval_ms': null, 'interval_seconds': 8 | 8000 | 2500",
                "'interval_seconds': null, 'interval_ms': 7250 | 7250 | 2500",
            })
    void shouldKeepMillisecondsUnlessTheSecondsSayOtherwise(String fields, long intervalMs, long timeoutMs) {
        assertThat(merged("{" + fields + "}"))
                .extracting(DeclaredService::intervalMs, DeclaredService::timeoutMs)
                .containsExactly(intervalMs, timeoutMs);
    }

    @Test
    void shouldKeepAnIntervalThatOnlyTheFileMayDeclareUntilAnotherIsGiven() {
        DeclaredService often = new DeclaredService(
                "old", "Old", "http://old.example/", "pay", 1_500, 100, 700, 0.9, 2, 1, 1, 900, OWN, List.of());
        String echoed = "{'interval_seconds': 2, 'interval_ms': 1500, 'timeout_seconds': 1, 'timeout_ms': 100}";

        assertThat(ServiceBody.merged(RequestBody.parse(bytes(echoed)), often, DEFAULTS))
                .isEqualTo(often);
        assertThat(ServiceBody.merged(RequestBody.parse(bytes("{'interval_ms': 1501}")), often, DEFAULTS)
                        .intervalMs())
                .isEqualTo(5_000);
    }

    @Test
    void shouldRefuseNullWhereThereIsNoDefault() {
        assertThat(problems(() -> merged("{'name': null, 'url': null}")))
                .extracting(Problem::loc)
                .containsExactly(List.of("body", "name"), List.of("body", "url"));
        assertThat(problems(() -> complete("{'name': 'a', 'url': 'http://a.example', 'quorum': null}")))
                .extracting(Problem::type)
                .containsExactly("int_type");
    }

    @Test
    void shouldResetAnomalySettingsOneByOne() {
        assertThat(merged("{'anomaly_detector': null, 'anomaly_warm_up_ms': 7200000}")
                        .anomaly())
                .isEqualTo(new AnomalySettings(AnomalyDetector.HOLT_WINTERS, 0.5, 120));
        assertThat(merged("{'anomaly_sensitivity': null}").anomaly())
                .isEqualTo(new AnomalySettings(AnomalyDetector.SEASONAL_MEDIAN, 2, 90));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anomaly_detector | 'magic' | enum | 'novelty'",
                "anomaly_sensitivity | 0.05 | greater_than_equal | 0.1",
                "anomaly_sensitivity | 10.5 | less_than_equal | 10",
                "anomaly_warm_up_ms | 299999 | greater_than_equal | 300000",
                "anomaly_warm_up_ms | 86400001 | less_than_equal | 86400000",
                "interval_seconds | 0 | greater_than_equal | 1",
                "interval_seconds | 86401 | less_than_equal | 86400",
                "interval_seconds | 99999999999999999999 | less_than_equal | 86400",
                "interval_seconds | -99999999999999999999 | greater_than_equal | 1",
                "interval_seconds | 1.5 | int_from_float | integer",
                "interval_seconds | true | int_type | integer",
                "timeout_seconds | '' | int_parsing | integer",
                "interval_ms | 0 | greater_than_equal | 1",
                "timeout_ms | 86400001 | less_than_equal | 86400000",
                "apdex_ms | -1 | greater_than_equal | 1",
                "objective | 0 | greater_than | 0",
                "objective | 1 | less_than | 1",
                "objective | 1e999 | finite_number | finite",
                "objective | 'NaN' | finite_number | finite",
                "objective | [] | float_type | number",
                "failures_to_alert | 1001 | less_than_equal | 1000",
                "quorum | 0 | greater_than_equal | 1",
                "successes_to_resolve | 11 | less_than_equal | 10",
                "latency_alert_ms | 86400001 | less_than_equal | 86400000",
                "group | '  ' | string_too_short | blank",
                "group | 5 | string_type | string",
                "name | '' | string_too_short | blank",
                "url | 'ftp://a.example' | url_scheme | http",
                "url | 'http://' | url_parsing | URL",
                "depends_on | 'a' | list_type | list",
            })
    void shouldNameTheFieldAndItsLimitWhenAValueCannotBe(String field, String value, String type, String limit) {
        // CSV takes single quotes for itself.
        String json = "{\"" + field + "\": "
                + (value.isBlank() || value.matches("[a-zNF].*") && !value.equals("true") ? "\"" + value + "\"" : value)
                + "}";
        List<Problem> problems = problems(() -> merged(json));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).type()).isEqualTo(type);
        assertThat(problems.get(0).loc()).containsExactly("body", field);
        assertThat(problems.get(0).msg()).contains(limit);
    }

    @Test
    void shouldNameTheLimitOfAnOverlongText() {
        assertThat(problems(() -> merged("{'group': '" + "g".repeat(201) + "'}"))
                        .get(0)
                        .msg())
                .contains("200");
        assertThat(problems(() -> merged("{'name': '" + "n".repeat(256) + "'}"))
                        .get(0)
                        .msg())
                .contains("255");
        assertThat(problems(() -> merged("{'depends_on': [" + "'x',".repeat(100) + "'x']}"))
                        .get(0)
                        .msg())
                .contains("100");
    }

    @Test
    void shouldTellThePlaceOfEveryFaultInAList() {
        List<RequestBody> bodies = RequestBody.parseList(
                bytes(
                        "[{'name': 'a', 'url': 'http://a.example'}, 5, {'name': ' '}, {'name': 'b', 'url': 'http://b.example',"
                                + " 'depends_on': ['a', 1]}]"),
                "services");
        bodies.forEach(body -> ServiceBody.complete(body, DEFAULTS));

        assertThat(bodies.stream().flatMap(body -> body.problems().stream()))
                .extracting(Problem::loc)
                .containsExactly(
                        List.of("body", 1),
                        List.of("body", 2, "name"),
                        List.of("body", 2, "url"),
                        List.of("body", 3, "depends_on", 1));
    }

    @Test
    void shouldReadAListAlsoAsAFieldAndRefuseWhatIsNone() {
        assertThat(RequestBody.parseList(bytes("{'services': [{}, {}]}"), "services"))
                .hasSize(2);
        assertThat(RequestBody.parseList(bytes("[]"), "services")).isEmpty();
        assertThat(problems(() -> RequestBody.parseList(bytes("{}"), "services")))
                .extracting(Problem::type)
                .containsExactly("missing");
        assertThat(problems(
                        () -> RequestBody.parseList(bytes("[" + "{}, ".repeat(Bulk.MAX_ITEMS) + "{}]"), "services")))
                .extracting(Problem::type)
                .containsExactly("too_long");
        assertThat(problems(() -> RequestBody.parseList(bytes("{'services': 1}"), "services")))
                .extracting(Problem::type)
                .containsExactly("list_type");
        assertThat(problems(() -> RequestBody.parseList(bytes("[{}"), "services")))
                .extracting(Problem::type)
                .containsExactly("json_invalid");
    }
}
