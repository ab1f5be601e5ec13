package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TopicsTest {

    static final List<Topics.Spec> ALL = Topics.ALL;

    @ParameterizedTest
    @FieldSource("ALL")
    void shouldNameEveryTopicWithItsVersion(Topics.Spec topic) {
        // The one whose name consumers of HealthTrack know has none.
        assertThat(topic.name()).matches("tocsin\\.[a-z.]+\\.v1|" + Topics.HEALTH_CHECKS);
        assertThat(topic.partitions()).isPositive();
    }

    @Test
    void shouldListEachTopicOnce() {
        assertThat(Topics.ALL)
                .extracting(Topics.Spec::name)
                .doesNotHaveDuplicates()
                .containsAll(Topics.INPUTS);
    }

    @Test
    void shouldKeepInputsLongerThanTheLongestViewAndStampThemOnArrival() {
        for (Topics.Spec topic : Topics.ALL) {
            if (Topics.INPUTS.contains(topic.name())) {
                assertThat(Long.parseLong(topic.configuration().get("retention.ms")))
                        .isGreaterThan(24 * 3_600_000L);
                assertThat(topic.configuration()).containsEntry("message.timestamp.type", "LogAppendTime");
            }
        }
    }

    @Test
    void shouldCompactControlOnlyAfterTheInputsAreGone() {
        var control = find(Topics.CONTROL).configuration();
        var inputs = find(Topics.PROBE_RESULTS).configuration();

        assertThat(control).containsEntry("cleanup.policy", "compact").doesNotContainKey("retention.ms");
        assertThat(Long.parseLong(control.get("min.compaction.lag.ms")))
                .isGreaterThanOrEqualTo(Long.parseLong(inputs.get("retention.ms")));
    }

    @Test
    void shouldPublishWithoutLossOrDuplicate() {
        assertThat(Topics.producerSettings("127.0.0.1:9092", "probe"))
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("client.id", "probe")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true);
    }

    @Test
    void shouldFindTheServiceOfAControlKey() {
        assertThat(ServiceDefinition.controlKey("checkout")).isEqualTo("service/checkout");
        assertThat(ServiceDefinition.serviceKeyOf("service/checkout")).isEqualTo("checkout");
        assertThat(ServiceDefinition.serviceKeyOf("service/a/b")).isEqualTo("a/b");
        assertThat(ServiceDefinition.serviceKeyOf("silence/checkout")).isNull();
        assertThat(ServiceDefinition.serviceKeyOf(null)).isNull();
    }

    @Test
    void shouldJudgeAnUnknownServiceByDefaultsOfVersion0() {
        ServiceDefinition defaults = ServiceDefinition.defaults("checkout");

        assertThat(defaults.version()).isZero();
        assertThat(defaults.name()).isEqualTo("checkout");
        assertThat(defaults.apdexMs()).isEqualTo(1_000);
        assertThat(defaults.intervalMs()).isEqualTo(60_000);
        assertThat(defaults.timeoutMs()).isEqualTo(10_000);
        assertThat(defaults.latencyAlertMs()).isEqualTo(2_000);
        assertThat(defaults.failuresToAlert()).isEqualTo(1);
        assertThat(Json.decode(Json.encode(defaults), ServiceDefinition.class)).isEqualTo(defaults);
    }

    private static Topics.Spec find(String name) {
        return Topics.ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
