package dev.tocsin.gateway.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.service.BadSettingException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TocsinYamlTest {

    private static List<DeclaredService> read(String text) {
        return TocsinYaml.parse("tocsin.yml", text).services();
    }

    private static void assertStops(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadSettingException.class)
                .hasMessage(sentence);
    }

    @Test
    void shouldTakeEveryValueFromTheServiceThenTheDefaultsThenTheBuiltInOnes() {
        List<DeclaredService> services = read("""
                defaults:
                  interval: 2s
                  objective: 99.9%
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
                "tocsin.yml line 2: there is no key \"colour\"; known are apdex, depends_on, failures_to_alert, group, interval,"
                        + " latency_alert, objective, quorum, successes_to_resolve, timeout.");
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
                "tocsin.yml line 3: \"name: a-B\" has the same key, a-b, as another service; rename one of them.");
    }

    @Test
    void shouldRefuseADependencyOnNothing() {
        assertStops(
                "services:\n  - name: database\n    url: http://a.example\n    depends_on:\n      - databse\n",
                "tocsin.yml line 5: \"depends_on\" names \"databse\", which is no service; did you mean \"database\"?");
    }

    @Test
    void shouldNameTheLineWhenItIsNotYaml() {
        assertThatThrownBy(() -> read("services:\n  - name: [a\n"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageStartingWith("tocsin.yml line ")
                .hasMessageContaining("this is not YAML");
    }

    @Test
    void shouldNameTheSettingWhenTheFileIsMissing() {
        assertThatThrownBy(() -> TocsinYaml.read(Path.of("nowhere", "tocsin.yml")))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("TOCSIN_CONFIG=");
    }
}
