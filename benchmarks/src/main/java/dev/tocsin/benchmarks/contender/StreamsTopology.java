package dev.tocsin.benchmarks.contender;

import dev.tocsin.benchmarks.fleet.FleetTopics;
import dev.tocsin.events.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The same windows with Kafka Streams: hopping windows in memory, told once when they have closed. Its changelogs are what
 * checkpoints are elsewhere, and its commits as far apart.
 *
 * <p>Results are keyed by service, so it groups by service and keeps its locations side by side, which saves the repartition
 * topic that a key of (service, location) would need.
 */
final class StreamsTopology implements Contender {

    private static final long COMMIT_EVERY_MS = 5_000;
    private static final long CACHE_BYTES = 256L << 20;
    /** A tick has no key, and what has no key reaches no window. */
    private static final String TICK = "";

    private static final Serde<String> SERVICE = Serdes.serdeFrom(
            (topic, service) -> service == null ? null : service.getBytes(StandardCharsets.UTF_8),
            (topic, bytes) -> bytes == null ? TICK : new String(bytes, StandardCharsets.UTF_8));
    /** Read only: nothing writes checks. */
    private static final Serde<byte[]> DOCUMENT = Serdes.ByteArray();

    @Override
    public void start(Drain drain) {
        KafkaStreams streams = new KafkaStreams(topology(drain), settings(drain));
        streams.setUncaughtExceptionHandler(failure -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
            return null;
        });
        streams.start();
    }

    private static org.apache.kafka.streams.Topology topology(Drain drain) {
        StreamsBuilder builder = new StreamsBuilder();
        // The stream threads share their deserializer.
        ThreadLocal<CheckReader> readers = ThreadLocal.withInitial(CheckReader::new);
        Serde<Check> checks = Serdes.serdeFrom((topic, check) -> new byte[0], (topic, document) -> {
            drain.meter().read(1);
            return readers.get().read(document, Long.MIN_VALUE);
        });
        builder.stream(drain.topic(), Consumed.with(SERVICE, checks).withTimestampExtractor((kafka, partitionTime) -> {
                    Check check = (Check) kafka.value();
                    return check.isTick() ? kafka.timestamp() : check.timestamp;
                }))
                .groupByKey(Grouped.with(SERVICE, checks))
                .windowedBy(TimeWindows.ofSizeAndGrace(StockFlink.WINDOW, StockFlink.DISORDER)
                        .advanceBy(StockFlink.STEP))
                .aggregate(
                        LocationSketches::new,
                        (service, check, sketches) -> sketches.add(check),
                        Materialized.<String, LocationSketches, WindowStore<Bytes, byte[]>>as(
                                        BuiltInDslStoreSuppliers.IN_MEMORY)
                                .withKeySerde(SERVICE)
                                .withValueSerde(LocationSketches.serde())
                                .withCachingEnabled())
                .suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()))
                .toStream()
                .flatMap(StreamsTopology::tell)
                .to(FleetTopics.WINDOWS, Produced.with(SERVICE, DOCUMENT));
        return builder.build();
    }

    private static List<KeyValue<String, byte[]>> tell(Windowed<String> window, LocationSketches sketches) {
        List<KeyValue<String, byte[]>> rows = new ArrayList<>();
        sketches.forEach((location, sketch) -> rows.add(KeyValue.pair(
                window.key(),
                Json.encode(
                        sketch.figures(window.key(), location, window.window().end())))));
        return rows;
    }

    private static Properties settings(Drain drain) {
        Properties settings = new Properties();
        settings.put(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "bench-" + ProcessHandle.current().pid());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, drain.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, drain.folder().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, drain.parallelism());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_EVERY_MS);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        settings.put(StreamsConfig.consumerPrefix("max.poll.records"), 10_000);
        settings.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
        settings.put(StreamsConfig.producerPrefix("linger.ms"), 5);
        return settings;
    }
}
