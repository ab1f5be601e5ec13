package dev.tocsin.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DependenciesTest {

    private static DependencyException refused(String key, Map<String, List<String>> all) {
        return catchThrowableOfType(DependencyException.class, () -> Dependencies.require(3, key, all));
    }

    @Test
    void shouldNameTheServiceAndThePlaceWhenADependencyDoesNotExist() {
        DependencyException refused = refused("a", Map.of("a", List.of("b", "gone"), "b", List.of()));

        assertThat(refused.index()).isEqualTo(3);
        assertThat(refused.position()).isEqualTo(1);
        assertThat(refused).hasMessageContaining("'gone'");
    }

    @Test
    void shouldRefuseAServiceThatDependsOnItself() {
        assertThat(refused("a", Map.of("a", List.of("a")))).hasMessageContaining("itself");
    }

    @Test
    void shouldNameTheWholeWayWhenDependenciesLeadBack() {
        Map<String, List<String>> all =
                Map.of("a", List.of("x", "b"), "b", List.of("x", "c"), "c", List.of("a"), "x", List.of());
        assertThat(refused("a", all)).hasMessageContaining("a → b → c → a");
        assertThat(refused("a", all).position()).isEqualTo(1);
    }

    @Test
    void shouldAcceptACircleThatTheServiceIsNoPartOf() {
        assertThatCode(() -> Dependencies.require(
                        0, "a", Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("b", "deleted"))))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldFollowLongChainsWithoutRecursion() {
        Map<String, List<String>> all = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            all.put("s" + i, List.of("s" + (i + 1)));
        }
        all.put("s100000", List.of("s0"));
        assertThat(refused("s0", all)).hasMessageContaining("s99999 → s100000 → s0");
    }
}
