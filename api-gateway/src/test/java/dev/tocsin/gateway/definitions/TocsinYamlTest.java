package dev.tocsin.gateway.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.definitions.ConfigFiles.ConfigFile;
import dev.tocsin.gateway.definitions.TocsinYaml.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TocsinYamlTest {

    private static Reading reading(String text) {
        return TocsinYaml.parse(
                new ConfigFiles(false, List.of(new ConfigFile("tocsin.yml", text)), List.of()),
                new Variables(Map.of()));
    }

    private static List<DeclaredService> read(String text) {
        Reading reading = reading(text);
        assertThat(reading.problems()).isEmpty();
        return reading.yaml().orElseThrow().services();
    }

    private static void assertStops(String text, String... sentences) {
        Reading reading = reading(text);
        assertThat(reading.problems()).extracting(ConfigProblem::told).containsExactly(sentences);
        assertThat(reading.yaml()).isEmpty();
    }

    @Test
    void shouldSayWhatAnomalySettingsMayBe() {
        assertStops(
                """
                services:
                  - name: a
                    url: http://a.example
                    anomaly_detector: magic
                    anomaly_sensitivity: 11
                    anomaly_warm_up: 4m
                """,
                "tocsin.yml line 4: \"anomaly_detector: magic\" is not one of novelty, static-threshold, exponential-smoothing,"
                        + " seasonal-median, holt-winters, median-deviation, off.",
                "tocsin.yml line 5: \"anomaly_sensitivity: 11\" is not a number from 0.1 to 10.0.",
                "tocsin.yml line 6: \"anomaly_warm_up: 4m\" is not a duration from 5m to 1d, such as 30s.");
    }

    @Test
    void shouldTakeEveryValueFromTheServiceThenTheDefaultsThenTheBuiltInOnes() {
        List<DeclaredService> services = read("""
                defaults:
                  interval: 2s
                  objective: 99.9%
                  anomaly_sensitivity: 2.5
                services:
                  - name: Check Out
                    url: HTTP://Shop.example
                    group: shop
                    timeout: 500ms
                    apdex: 250ms
                    failures_to_alert: 3
                    quorum: 2
                    successes_to_resolve: 4
                    latency_alert: 1s
                    anomaly_detector: holt-winters
                    anomaly_warm_up: 6h
                    depends_on: [Data Base]
                  - name: Data Base
                    url: https://db.example:8443/up
                    interval: 1
                """);

        assertThat(services.get(0))
                .isEqualTo(new DeclaredService(
                        "check-out",
                        "Check Out",
                        "http://shop.example/",
                        "shop",
                        2_000,
                        500,
                        250,
                        0.999,
                        3,
                        2,
                        4,
                        1_000,
                        new AnomalySettings(AnomalyDetector.HOLT_WINTERS, 2.5, 360),
                        List.of("data-base")));
        assertThat(services.get(1).intervalMs()).isEqualTo(1_000);
        assertThat(services.get(1).timeoutMs()).isEqualTo(ServiceDefinition.DEFAULT_TIMEOUT_MS);
        assertThat(services.get(1).url()).isEqualTo("https://db.example:8443/up");
    }

    @Test
    void shouldDeclareNothingWhenTheFileIsEmpty() {
        assertThat(read("")).isEmpty();
        assertThat(read("services:\n")).isEmpty();
    }

    @Test
    void shouldNameLineKeyAndTheLikelyOneWhenAKeyIsUnknown() {
        assertStops(
                "services:\n  - name: a\n    url: http://a.example\n    intervall: 5s\n",
                "tocsin.yml line 4: there is no key \"intervall\"; did you mean \"interval\"?");
        assertStops("servces: []\n", "tocsin.yml line 1: there is no key \"servces\"; did you mean \"services\"?");
        assertStops(
                "defaults:\n  colour: red\n",
                "tocsin.yml line 2: there is no key \"colour\"; known are anomaly_detector, anomaly_sensitivity, anomaly_warm_up,"
                        + " apdex, depends_on, failures_to_alert, group, interval, latency_alert, objective, quorum, successes_to_resolve, timeout.");
    }

    @Test
    void shouldNameLineKeyAndWhatIsWantedWhenAValueIsBad() {
        assertStops(
                "services:\n  - name: a\n    url: http://a.example\n    interval: soon\n",
                "tocsin.yml line 4: \"interval: soon\" is not a duration from 1s to 1d, such as 30s.");
        assertStops(
                "services:\n  - name: a\n    url: http://a.example\n    interval: 900ms\n",
                "tocsin.yml line 4: \"interval: 900ms\" is not a duration from 1s to 1d, such as 30s.");
        assertStops(
                "services:\n  - name: a\n    url: a.example\n",
                "tocsin.yml line 3: \"url: a.example\" is not an http or https address.");
        assertStops(
                "defaults:\n  objective: 99.9\n",
                "tocsin.yml line 2: \"objective: 99.9\" is not a share between 0 and 1, such as 0.999 or 99.9%.");
        assertStops(
                "defaults:\n  quorum: 0\n", "tocsin.yml line 2: \"quorum: 0\" is not a whole number from 1 to 1000.");
        assertStops(
                "services:\n  - url: http://a.example\n", "tocsin.yml line 2: the key \"name\" is missing; add it.");
        assertStops("services: x\n", "tocsin.yml line 1: \"services\" must be a list, one item a line after \"- \".");
    }

    @Test
    void shouldRefuseWhatStandsTwice() {
        assertStops(
                "defaults:\n  quorum: 1\n  quorum: 2\n",
                "tocsin.yml line 3: the key \"quorum\" stands here twice; remove one of them.");
        assertStops(
                "services:\n  - {name: A b, url: 'http://a.example'}\n  - {name: a-B, url: 'http://b.example'}\n",
                "tocsin.yml line 3: \"name: a-B\" has the same key as the service in tocsin.yml line 2; rename one of them, or give"
                        + " it a \"key\" of its own.");
    }

    @Test
    void shouldRefuseADependencyOnNothing() {
        assertStops(
                "services:\n  - name: database\n    url: http://a.example\n    depends_on:\n      - databse\n",
                "tocsin.yml line 5: \"depends_on\" names \"databse\", which is no service; did you mean \"database\"?");
    }

    @Test
    void shouldNameTheLineWhenItIsNotYaml() {
        assertThat(reading("services:\n  - name: [a\n").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.told())
                        .startsWith("tocsin.yml line ")
                        .contains("this is not YAML"));
        assertThat(reading("a: 1\n---\nb: 2\n").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.told()).contains("this is not YAML"));
        assertThat(reading("a: \u0007\n").problems()).singleElement().satisfies(problem -> assertThat(problem.told())
                .contains("is not YAML"));
    }

    @Test
    void shouldTellEverythingThatIsWrongInOnePass() {
        assertStops(
                """
                defaults:
                  intervall: 5s
                  quorum: none
                services:
                  - name: a
                    url: a.example
                    timeout: 10ms
                    depends_on: [b, c]
                  - nam: b
                    url: http://b.example
                  - just text
                  - url: http://d.example
                    objective: [1]
                """,
                "tocsin.yml line 2: there is no key \"intervall\"; did you mean \"interval\"?",
                "tocsin.yml line 3: \"quorum: none\" is not a whole number from 1 to 1000.",
                "tocsin.yml line 6: \"url: a.example\" is not an http or https address.",
                "tocsin.yml line 7: \"timeout: 10ms\" is not a duration from 100ms to 1d, such as 30s.",
                "tocsin.yml line 8: \"depends_on\" names \"b\", which is no service; did you mean \"a\"?",
                "tocsin.yml line 8: \"depends_on\" names \"c\", which is no service; did you mean \"a\"?",
                "tocsin.yml line 9: there is no key \"nam\"; did you mean \"name\"?",
                "tocsin.yml line 11: keys and values are expected here, such as name, url, key, group, interval, timeout, apdex,"
                        + " objective, failures_to_alert, quorum, successes_to_resolve, latency_alert, anomaly_detector, anomaly_sensitivity,"
                        + " anomaly_warm_up, depends_on.",
                "tocsin.yml line 12: the key \"name\" is missing; add it.",
                "tocsin.yml line 13: \"objective\" must be a single value, not a list or a block.");
    }

    @Test
    void shouldSayTheKeyBesideThePlace() {
        assertThat(reading("defaults:\n  quorum: none\n").problems())
                .extracting(ConfigProblem::located)
                .containsExactly("tocsin.yml:2: quorum: \"quorum: none\" is not a whole number from 1 to 1000.");
    }

    @Test
    void shouldGiveAServiceTheKeyThatIsWrittenAndFindItByNameKeyOrSlug() {
        List<DeclaredService> services = read("""
                services:
                  - {name: Twin, url: 'http://a.example'}
                  - {name: Twin, url: 'http://b.example', key: twin-7}
                  - {name: Data Base, url: 'http://c.example', key: db}
                  - {name: one, url: 'http://d.example', depends_on: [twin-7, Data Base, data-base, db]}
                """);

        assertThat(services).extracting(DeclaredService::key).containsExactly("twin", "twin-7", "db", "one");
        assertThat(services.get(3).dependsOn()).containsExactly("twin-7", "db");
        assertStops(
                "services:\n  - {name: a, url: 'http://a.example', key: A b}\n",
                "tocsin.yml line 2: \"key: A b\" is not a key: lower-case letters, digits and single hyphens, at most 200 of"
                        + " them.");
        assertStops(
                "services:\n  - {name: a, url: 'http://a.example', key: x}\n  - {name: a, url: 'http://b.example', key: y}\n"
                        + "  - {name: b, url: 'http://c.example', depends_on: [a]}\n",
                "tocsin.yml line 4: \"depends_on\" names \"a\", which is more than one service; write one of the keys x, y.");
    }

    @Test
    void shouldNotLetAServiceDependOnItselfWhenAllShareADependency() {
        List<DeclaredService> services = read("""
                defaults: {depends_on: [db]}
                services:
                  - {name: db, url: 'http://a.example'}
                  - {name: shop, url: 'http://b.example'}
                  - {name: page, url: 'http://c.example', depends_on: []}
                """);

        assertThat(services)
                .extracting(DeclaredService::dependsOn)
                .containsExactly(List.of(), List.of("db"), List.of());
    }

    @Test
    void shouldRefuseServicesThatWaitForEachOther() {
        assertStops(
                """
                services:
                  - {name: free, url: 'http://a.example', depends_on: [a]}
                  - {name: a, url: 'http://a.example', depends_on: [b]}
                  - {name: b, url: 'http://b.example', depends_on: [c]}
                  - {name: c, url: 'http://c.example', depends_on: [a]}
                  - {name: self, url: 'http://d.example', depends_on: [self]}
                """,
                "tocsin.yml line 3: \"a\" would depend on itself: a → b → c → a; take one of them out of \"depends_on\".",
                "tocsin.yml line 6: \"self\" would depend on itself: self → self; take one of them out of \"depends_on\".");
    }

    @Test
    void shouldRefuseNamesThatNoTableCanHold() {
        assertThat(read("services:\n  - {name: '" + "é".repeat(255) + "', url: 'http://a.example'}\n"))
                .hasSize(1);
        assertThat(reading("services:\n  - {name: '" + "é".repeat(256) + "', url: 'http://a.example'}\n")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.sentence()).contains("at most 255 characters"));
        assertThat(reading("services:\n  - {name: \"a\\0b\", url: 'http://a.example', group: \"x\\ty\"}\n")
                        .problems())
                .extracting(ConfigProblem::key)
                .containsExactly("name", "group");
    }

    @Test
    void shouldFillInVariablesAndShowThemOnlyAsTheyWereWritten() {
        Map<String, String> environment = Map.of("HOST", "shop.example", "SECRET", "p w: hidden", "EMPTY", "");
        String text = """
                services:
                  - name: ${TEAM:-shop} $${HOST} $HOST
                    url: http://${HOST}:${PORT:-8080}/${EMPTY:-up}
                """;
        assertThat(filled(text, environment).yaml().orElseThrow().services())
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.name()).isEqualTo("shop ${HOST} $HOST");
                    assertThat(service.url()).isEqualTo("http://shop.example:8080/up");
                });

        assertThat(filled("""
                services:
                  - name: a
                    url: ${SECRET}
                    interval: ${SECRET}
                    timeout: ${NOWHERE}
                    group: ${half
                    depends_on: ['${SECRET}']
                """, environment).problems())
                .extracting(ConfigProblem::located)
                .containsExactly(
                        "tocsin.yml:3: url: \"url: ${SECRET}\" is not an http or https address.",
                        "tocsin.yml:4: interval: \"interval: ${SECRET}\" is not a duration from 1s to 1d, such as 30s.",
                        "tocsin.yml:5: timeout: \"timeout: ${NOWHERE}\" needs the environment variable NOWHERE, which is not"
                                + " set; set it, or write ${NOWHERE:-something} to do without.",
                        "tocsin.yml:6: group: \"group: ${half\" has a \"${\" that begins no variable; write ${NAME} or"
                                + " ${NAME:-default}, or $${ for a plain ${.",
                        "tocsin.yml:7: depends_on: \"depends_on\" names \"${SECRET}\", which is no service; known are"
                                + " a.");
    }

    @Test
    void shouldTakeAVariableForAValueAndNeverForYaml() {
        String text = "services:\n  - name: ${NAME}\n    url: http://a.example\n";

        Reading reading = filled(text, Map.of("NAME", "a # b: [c], - d"));

        assertThat(reading.yaml().orElseThrow().services())
                .extracting(DeclaredService::name)
                .containsExactly("a # b: [c], - d");
        assertThat(filled(text, Map.of("NAME", "a\n    quorum: 9")).problems())
                .extracting(ConfigProblem::key)
                .containsExactly("name");
    }

    @Test
    void shouldTellAProblemInOneShortLineWhateverTheValueIs() {
        assertThat(reading("services:\n  - {name: a, url: \"x\\ny" + "z".repeat(5_000) + "\"}\n")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.located())
                        .startsWith("tocsin.yml:2: url: \"url: x yzzz")
                        .hasSizeLessThan(250)
                        .doesNotContain("\n"));
    }

    @Test
    void shouldReadWhatOtherSystemsWrite() {
        assertThat(read("\uFEFFservices:\r\n  - name: a\r\n    url: http://a.example\r\n"))
                .extracting(DeclaredService::name)
                .containsExactly("a");
    }

    @Test
    void shouldReadBackWhatWasMadeLiteral() {
        for (String text : List.of("${A}", "$${A}", "$$${A}", "$", "${", "a$b", "$${")) {
            assertThat(new Variables(Map.of("A", "x")).fill(Variables.literal(text), trouble -> {}))
                    .contains(text);
        }
    }

    @Test
    void shouldMergeTheFilesOfADirectory() {
        Reading reading = directory(
                new ConfigFile("a.yml", "services:\n  - {name: shop, url: 'http://a.example', depends_on: [db]}\n"),
                new ConfigFile(
                        "b.yaml", "defaults: {interval: 5s}\nservices:\n  - {name: db, url: 'http://b.example'}\n"),
                new ConfigFile("defaults.yml", "defaults: {interval: 30s, quorum: 2}\n"));

        TocsinYaml yaml = reading.yaml().orElseThrow();
        assertThat(yaml.services()).extracting(DeclaredService::key).containsExactly("shop", "db");
        assertThat(yaml.services()).extracting(DeclaredService::intervalMs).containsExactly(30_000L, 5_000L);
        assertThat(yaml.services()).extracting(DeclaredService::quorum).containsExactly(2, 2);
        assertThat(yaml.services().get(0).dependsOn()).containsExactly("db");
        assertThat(yaml.defaults().intervalMs()).isEqualTo(30_000);
        assertThat(yaml.files()).containsExactly("a.yml", "b.yaml", "defaults.yml");
    }

    @Test
    void shouldNameBothPlacesWhenTwoFilesDeclareTheSameService() {
        assertThat(directory(
                                new ConfigFile("a.yml", "services:\n  - {name: shop, url: 'http://a.example'}\n"),
                                new ConfigFile(
                                        "b.yml", "\nservices:\n  - {name: Shop, url: 'http://b.example', qorum: 1}\n"))
                        .problems())
                .extracting(ConfigProblem::told)
                .containsExactly(
                        "b.yml line 3: there is no key \"qorum\"; did you mean \"quorum\"?",
                        "b.yml line 3: \"name: Shop\" has the same key as the service in a.yml line 2; rename one of them, or"
                                + " give it a \"key\" of its own.");
    }

    @Test
    void shouldRefuseTwoFilesOfDefaultsForAll() {
        assertThat(directory(
                                new ConfigFile("defaults.yaml", "defaults: {quorum: 2}\n"),
                                new ConfigFile("defaults.yml", "defaults: {quorum: 3}\n"))
                        .problems())
                .extracting(ConfigProblem::told)
                .containsExactly("defaults.yml stands beside defaults.yaml; keep one of them.");
    }

    private static Reading filled(String text, Map<String, String> environment) {
        return TocsinYaml.parse(
                new ConfigFiles(false, List.of(new ConfigFile("tocsin.yml", text)), List.of()),
                new Variables(environment));
    }

    private static Reading directory(ConfigFile... files) {
        return TocsinYaml.parse(new ConfigFiles(true, List.of(files), List.of()), new Variables(Map.of()));
    }
}
