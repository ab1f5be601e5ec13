package dev.tocsin.gateway;

import dev.tocsin.gateway.definitions.ConfigWatch;
import dev.tocsin.gateway.exposition.Exposition;
import dev.tocsin.gateway.kafka.CheckEvents;
import dev.tocsin.gateway.kafka.Ticker;
import dev.tocsin.gateway.kafka.TopicFeed;
import dev.tocsin.gateway.live.LiveHub;
import dev.tocsin.gateway.query.SliceArchive;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What the gateway's parts tell of themselves on {@code /metrics}. */
final class GatewayMetrics {

    private final Exposition exposition;

    GatewayMetrics(Exposition exposition) {
        this.exposition = exposition;
    }

    void tellHealth(BooleanSupplier healthy) {
        exposition.gauge(
                "tocsin_gateway_healthy",
                "1 if the gateway has all that it needs, 0 if not.",
                () -> healthy.getAsBoolean() ? 1 : 0);
    }

    void tell(List<TopicFeed> feeds) {
        exposition.gauge(
                "tocsin_feed_last_record_timestamp_seconds",
                "When the slowest of the feeds read its newest record, epoch.",
                () -> feeds.stream().mapToLong(TopicFeed::lastRecordAt).min().orElse(0) / 1_000.0);
        exposition.counter(
                "tocsin_feed_malformed_total",
                "Records left out of the live view because unreadable.",
                () -> feeds.stream().mapToLong(TopicFeed::malformed).sum());
    }

    void tell(SliceArchive archive) {
        exposition.gauge(
                "tocsin_slice_archive_bytes", "What the slices of the last 24 hours take in memory.", archive::bytes);
        exposition.gauge(
                "tocsin_slice_archive_reach_timestamp_seconds",
                "The time from which on slices are read from memory, as seconds since 1970; +Inf before any is.",
                () -> archive.reach() == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : archive.reach() / 1_000.0);
    }

    void tell(LiveHub hub) {
        exposition.gauge("tocsin_live_listeners", "Browsers that listen to a stream.", hub::listeners);
        exposition.counter(
                "tocsin_live_listeners_dropped_total", "Browsers dropped because they were too slow.", hub::dropped);
    }

    void tell(Ticker ticker) {
        exposition.counter("tocsin_ticks_failed_total", "Ticks that did not reach Kafka.", ticker::failures);
    }

    void tell(CheckEvents events) {
        exposition.counter("tocsin_check_events_total", "Events written to the topic health_checks.", events::written);
        exposition.counter(
                "tocsin_check_events_failed_total",
                "How often writing events of checks failed and was begun anew, and events that were left out.",
                events::failures);
    }

    /** As Prometheus and Alertmanager call them, so that rules written for those hold here too. */
    void tell(ConfigWatch watch) {
        exposition.gauge(
                "tocsin_config_last_reload_successful",
                "Whether the latest change of the configuration was taken over.",
                () -> watch.status().successful() ? 1 : 0);
        exposition.gauge(
                "tocsin_config_last_reload_success_timestamp_seconds",
                "Since when the configuration holds that was taken over last.",
                () -> watch.status().loadedAt().toEpochMilli() / 1_000.0);
    }
}
