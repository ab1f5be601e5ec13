package dev.tocsin.alerting;

import dev.tocsin.alerting.stage.Sending;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Secret;
import dev.tocsin.events.service.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How the notifier is set up.
 *
 * @param kafka bootstrap servers; {@code TOCSIN_KAFKA_BOOTSTRAP_SERVERS}, default {@code 127.0.0.1:9092}
 * @param redisHost where the ledger lives; {@code TOCSIN_REDIS_HOST}, default {@code 127.0.0.1}
 * @param redisPort {@code TOCSIN_REDIS_PORT}, default 6379
 * @param redisDatabase {@code TOCSIN_REDIS_DB}, default 0
 * @param redisPassword {@code TOCSIN_REDIS_PASSWORD}, default none
 * @param slackWebhook an incoming webhook's address; {@code TOCSIN_SLACK_WEBHOOK_URL}; without one nothing is sent
 * @param slackTelemetry whether thresholds of pushed telemetry go to Slack; {@code TOCSIN_SLACK_TELEMETRY}, default false
 * @param dashboard where links in messages lead; {@code TOCSIN_DASHBOARD_URL}, default {@code http://127.0.0.1:8000/}
 * @param lease how long one notifier may take to send a message before another does; {@code TOCSIN_ALERT_LEASE}, default
 *     15 s, at least 8 s
 * @param coverGrace how long an incident may stay open after the one that covered it ended, before it is told itself; what
 *     opens within this time after a told incident of another rule was resolved counts as covered by it; {@code
 *     TOCSIN_COVER_GRACE}, default 90 s
 * @param memory how long it is remembered what was told; {@code TOCSIN_ALERT_MEMORY}, default 48 h, at least 26 h because
 *     Kafka keeps transitions that long
 */
public record AlertingConfig(
        String kafka,
        String redisHost,
        int redisPort,
        int redisDatabase,
        Secret redisPassword,
        Secret slackWebhook,
        boolean slackTelemetry,
        URI dashboard,
        Duration lease,
        Duration coverGrace,
        Duration memory) {

    private static final Duration SHORTEST_LEASE = Sending.LONGEST_ANSWER.plusSeconds(1);
    private static final Duration SHORTEST_MEMORY = Duration.ofHours(26);

    public AlertingConfig {
        Objects.requireNonNull(kafka, "kafka");
        Objects.requireNonNull(redisHost, "redisHost");
        Objects.requireNonNull(redisPassword, "redisPassword");
        Objects.requireNonNull(slackWebhook, "slackWebhook");
        Objects.requireNonNull(dashboard, "dashboard");
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new BadSettingException(
                    "TOCSIN_ALERT_LEASE must be at least 8s, longer than a request to a channel may take.");
        }
        if (memory.compareTo(SHORTEST_MEMORY) < 0) {
            throw new BadSettingException(
                    "TOCSIN_ALERT_MEMORY must be at least 26h, as long as Kafka keeps alert transitions.");
        }
    }

    public static AlertingConfig from(Settings settings) {
        URI webhook = settings.address(null, "TOCSIN_SLACK_WEBHOOK_URL", "ALERT_SLACK_WEBHOOK");
        return new AlertingConfig(
                settings.text("127.0.0.1:9092", "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "KAFKA_BOOTSTRAP_SERVERS"),
                settings.text("127.0.0.1", "TOCSIN_REDIS_HOST", "REDIS_HOST"),
                settings.port(6379, "TOCSIN_REDIS_PORT", "REDIS_PORT"),
                (int) settings.whole(0, 0, 1_000, "TOCSIN_REDIS_DB", "REDIS_DB"),
                settings.secret("TOCSIN_REDIS_PASSWORD", "REDIS_PASSWORD"),
                new Secret(webhook == null ? "" : webhook.toString()),
                settings.flag(false, "TOCSIN_SLACK_TELEMETRY"),
                settings.address(URI.create("http://127.0.0.1:8000/"), "TOCSIN_DASHBOARD_URL"),
                settings.duration(Duration.ofSeconds(15), "TOCSIN_ALERT_LEASE"),
                settings.duration(Duration.ofSeconds(90), "TOCSIN_COVER_GRACE"),
                settings.duration(Duration.ofHours(48), "TOCSIN_ALERT_MEMORY"));
    }

    /** How often covered incidents are looked at: often enough that the grace time means what it says. */
    Duration sweepInterval() {
        return Duration.ofMillis(Math.max(100, Math.min(5_000, coverGrace.toMillis() / 4)));
    }
}
