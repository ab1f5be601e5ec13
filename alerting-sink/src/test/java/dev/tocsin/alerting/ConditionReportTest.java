package dev.tocsin.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerting.delivery.Standing;
import dev.tocsin.events.service.RunningService.Condition;
import org.junit.jupiter.api.Test;

class ConditionReportTest {

    private static final long NOW = Alerts.NOON;

    @Test
    void shouldSayWhatItDoesWhenAllIsWell() {
        assertThat(ConditionReport.of(new Standing(3, 0, 0, "", false), 41, false, 0, "", NOW))
                .isEqualTo(Condition.healthy("3 open incidents, 41 delivered, Redis ok"));
    }

    @Test
    void shouldBeHealthyWithoutRedisButSaySo() {
        assertThat(ConditionReport.of(new Standing(3, 0, 0, "", false), 41, true, 0, "", NOW))
                .isEqualTo(Condition.healthy("3 open incidents, 41 delivered, Redis away (going on without it)"));
    }

    @Test
    void shouldBeUnhealthyWhenNothingIsDeliveredForMoreThanAMinute() {
        Standing standing = new Standing(3, 2, NOW - 60_000, "Slack answered 500", false);

        assertThat(ConditionReport.of(standing, 41, false, 0, "", NOW).healthy())
                .isTrue();
        assertThat(ConditionReport.of(standing, 41, false, 0, "", NOW + 1_000))
                .isEqualTo(Condition.unhealthy("2 waiting, not delivered for 1 min 1 s: Slack answered 500. "
                        + "Look at Slack's status page and the way out of this machine."));
    }

    @Test
    void shouldBeUnhealthyWhenTheChannelRefusedForGood() {
        assertThat(ConditionReport.of(
                        new Standing(0, 0, 0, "Slack answered 404: no_service", true), 0, false, 0, "", NOW))
                .isEqualTo(Condition.unhealthy("a message was refused for good: Slack answered 404: no_service"));
    }

    @Test
    void shouldBeUnhealthyWhenKafkaCannotBeReadForLongerThanARestartTakes() {
        Standing standing = new Standing(0, 0, 0, "", false);

        assertThat(ConditionReport.of(standing, 0, false, NOW - 15_000, "no broker answers", NOW)
                        .healthy())
                .isTrue();
        assertThat(ConditionReport.of(standing, 0, false, NOW - 16_000, "no broker answers", NOW))
                .isEqualTo(Condition.unhealthy("cannot read alerts for 16 s: no broker answers. Check Kafka."));
    }
}
