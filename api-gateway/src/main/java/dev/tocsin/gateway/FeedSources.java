package dev.tocsin.gateway;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.HostSample;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.Topics;
import dev.tocsin.gateway.board.HostSamples;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.exposition.CheckMetrics;
import dev.tocsin.gateway.exposition.Exposition;
import dev.tocsin.gateway.exposition.ProbeMetrics;
import dev.tocsin.gateway.kafka.TopicFeed.Source;
import dev.tocsin.gateway.query.SliceArchive;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which topics feed the board, and from how far back. Older history comes from Postgres; the reach only has to cover what
 * the recording job may not have written yet, and what Postgres does not hold.
 *
 * <p>There are so many more single checks than anything else that they are read by themselves: whoever looks at figures and
 * incidents must not wait for them.
 */
final class FeedSources {

    private static final Duration RECORDING_LAG = Duration.ofMinutes(10);
    private static final Duration MINUTES_AND_HOURS = Duration.ofHours(2);
    private static final Duration EVERYTHING = Duration.ofDays(30);

    private final StatusBoard board;
    private final SliceArchive archive;
    private final CheckMetrics checkMetrics;
    private final ProbeMetrics probeMetrics;
    private final HostSamples hosts;
    private final Exposition exposition;
    private final long startedAt;
    private final SampleArrivals samples;

    FeedSources(
            StatusBoard board,
            SliceArchive archive,
            CheckMetrics checkMetrics,
            ProbeMetrics probeMetrics,
            HostSamples hosts,
            Exposition exposition,
            Clock clock) {
        this.board = board;
        this.archive = archive;
        this.checkMetrics = checkMetrics;
        this.probeMetrics = probeMetrics;
        this.hosts = hosts;
        this.exposition = exposition;
        this.startedAt = clock.millis();
        this.samples = new SampleArrivals(board, startedAt);
    }

    /** Where samples of ours go as soon as they are stored. */
    SampleArrivals samples() {
        return samples;
    }

    /** Single checks. */
    List<Source> checks() {
        return List.of(new Source(Topics.PROBE_RESULTS, RECORDING_LAG, this::probeResult));
    }

    /** Everything else; samples with the incidents that they lead to, since alerts are made of both. */
    List<Source> figuresAndIncidents() {
        return List.of(
                new Source(Topics.AGGREGATES, MINUTES_AND_HOURS, record -> {
                    AggregateRow row = Json.decode(record.value(), AggregateRow.class);
                    board.put(row);
                    archive.put(row);
                }),
                new Source(Topics.TELEMETRY, RECORDING_LAG, samples::read),
                new Source(Topics.HOST_SAMPLES, Duration.ofMinutes(1), record -> {
                    HostSample sample = Json.decode(record.value(), HostSample.class);
                    if (isPresent(sample.timestamp(), record)) {
                        board.put(sample);
                        hosts.put(sample);
                    }
                }),
                new Source(
                        Topics.ALERTS,
                        EVERYTHING,
                        record -> board.put(Json.decode(record.value(), AlertTransition.class), live(record))),
                new Source(
                        Topics.NOTIFICATIONS,
                        EVERYTHING,
                        record -> board.put(Json.decode(record.value(), Notification.class), live(record))),
                new Source(Topics.QUARANTINE, EVERYTHING, this::quarantined));
    }

    private void probeResult(ConsumerRecord<byte[], byte[]> record) {
        ProbeResult result = ObservationReader.probeResult(record.value());
        if (!isPresent(result.timestamp(), record)) {
            return;
        }
        board.put(result, live(record));
        probeMetrics.put(result);
        if (live(record)) {
            checkMetrics.count(result);
        }
    }

    private void quarantined(ConsumerRecord<byte[], byte[]> record) {
        QuarantinedRecord refused = Json.decode(record.value(), QuarantinedRecord.class);
        board.quarantined();
        if (live(record)) {
            exposition.quarantined(refused.reason());
        }
    }

    /** What the job refuses is not shown: what is from the future would look newer than anything that is true, and stay. */
    private static boolean isPresent(long eventTime, ConsumerRecord<byte[], byte[]> record) {
        return Admission.of(eventTime, record.timestamp()) instanceof Timeliness;
    }

    /** Whether it was appended since the gateway runs: streams tell of that, and counters count it. */
    private boolean live(ConsumerRecord<byte[], byte[]> record) {
        return record.timestamp() >= startedAt;
    }
}
