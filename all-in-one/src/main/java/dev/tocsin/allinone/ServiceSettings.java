package dev.tocsin.allinone;

import dev.tocsin.embedded.EmbeddedKafka;
import dev.tocsin.embedded.EmbeddedPostgres;
import dev.tocsin.embedded.EmbeddedRedis;
import dev.tocsin.events.service.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that every service of this process is started with: what the user set, and over it the addresses of the parts
 * that run here.
 */
final class ServiceSettings {

    private static final String PROBE_LOCATIONS = "TOCSIN_PROBE_LOCATIONS";
    private static final String PROBE_ALLOW = "TOCSIN_PROBE_ALLOW";
    private static final String SLACK_WEBHOOK = "TOCSIN_SLACK_WEBHOOK_URL";
    private static final String LOOPBACK = "127.0.0.0/8";

    private final Map<String, String> values;

    ServiceSettings(Map<String, String> environment) {
        this.values = new HashMap<>(environment);
        // As for the services themselves: an empty value is none, and must not stand in the way of ours.
        values.values().removeIf(String::isBlank);
    }

    boolean hasSlackWebhook() {
        return values.containsKey(SLACK_WEBHOOK) || values.containsKey("ALERT_SLACK_WEBHOOK");
    }

    ServiceSettings at(EmbeddedKafka kafka, EmbeddedPostgres postgres, EmbeddedRedis redis) {
        values.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        values.put("TOCSIN_DATABASE_URL", postgres.jdbcUrl());
        values.put("TOCSIN_DATABASE_USER", postgres.user());
        values.put("TOCSIN_DATABASE_PASSWORD", postgres.password().value());
        values.put("TOCSIN_REDIS_HOST", redis.host());
        values.put("TOCSIN_REDIS_PORT", String.valueOf(redis.port()));
        // These belong to some other Redis of the user's; the embedded one has neither.
        values.keySet().removeAll(Set.of("TOCSIN_REDIS_PASSWORD", "REDIS_PASSWORD", "TOCSIN_REDIS_DB", "REDIS_DB"));
        return this;
    }

    ServiceSettings gateway(int port, Optional<Path> configFile) {
        values.putIfAbsent("TOCSIN_HTTP_HOST", "127.0.0.1");
        values.put("TOCSIN_HTTP_PORT", String.valueOf(port));
        // Behind a proxy people know it by another address, and the messages link there.
        values.putIfAbsent("TOCSIN_DASHBOARD_URL", "http://127.0.0.1:" + port + "/");
        configFile.ifPresent(file -> values.put("TOCSIN_CONFIG", file.toString()));
        // The gateway tells of this machine already; a second exposition would only take one more port.
        values.putIfAbsent("TOCSIN_HARDWARE_PORT", "off");
        // On one machine with one host to watch, a sample a second costs nothing and shows what happens when it
        // happens.
        values.putIfAbsent("TOCSIN_HARDWARE_INTERVAL", "1s");
        return this;
    }

    /** The demo's services are on loopback, which a prober otherwise refuses, and are looked at from two places. */
    ServiceSettings demo(Optional<URI> slack) {
        values.merge(PROBE_ALLOW, LOOPBACK, (own, loopback) -> own + "," + loopback);
        values.putIfAbsent(PROBE_LOCATIONS, "eu-1,us-1");
        slack.ifPresent(webhook -> values.put(SLACK_WEBHOOK, webhook.toString()));
        return this;
    }

    Settings build() {
        return new Settings(values);
    }
}
