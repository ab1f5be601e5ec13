package dev.tocsin.job.kafka;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Json;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.Topics;
import dev.tocsin.job.JobConfig;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Kafka sinks. At least once is enough: every record has a deterministic identity, and readers keep the newest of each. A
 * transaction would hold a page back until the next checkpoint.
 */
public final class KafkaSinks {

    private static final List<Header> NONE = List.of();
    private static final List<Header> PARTIAL = List.of(new RecordHeader(AggregateRow.PARTIAL_HEADER, new byte[0]));

    /**
     * At the end of a slice a row of each series comes within a blink. In default batches, the broker would be busier with
     * requests than with rows.
     */
    private static final Map<String, ?> IN_BULK = Map.of("linger.ms", 25, "batch.size", 128 << 10);

    private static final Map<String, ?> AS_USUAL = Map.of();

    public static Consumer<DataStream<AggregateRow>> aggregates(JobConfig config) {
        return to(
                config,
                Topics.AGGREGATES,
                "aggregates",
                row -> row.series().entity(),
                row -> row.partial() ? PARTIAL : NONE,
                IN_BULK);
    }

    public static Consumer<DataStream<AlertTransition>> transitions(JobConfig config) {
        return to(config, Topics.ALERTS, "transitions", AlertTransition::fingerprint, transition -> NONE, AS_USUAL);
    }

    public static Consumer<DataStream<QuarantinedRecord>> quarantine(JobConfig config) {
        return to(config, Topics.QUARANTINE, "quarantine", QuarantinedRecord::topic, refused -> NONE, IN_BULK);
    }

    private static <T> Consumer<DataStream<T>> to(
            JobConfig config,
            String topic,
            String uid,
            KeyOf<T> keyOf,
            HeadersOf<T> headersOf,
            Map<String, ?> settings) {
        Properties properties = new Properties();
        properties.putAll(Topics.producerSettings(config.bootstrapServers(), "tocsin-detection-" + uid));
        properties.putAll(settings);
        KafkaSink<T> sink = KafkaSink.<T>builder()
                .setBootstrapServers(config.bootstrapServers())
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new JsonRecord<>(topic, keyOf, headersOf))
                .build();
        return stream -> stream.sinkTo(sink).uid("sink-" + uid).name("To " + topic);
    }

    private interface KeyOf<T> extends Function<T, String>, Serializable {}

    private interface HeadersOf<T> extends Function<T, List<Header>>, Serializable {}

    private record JsonRecord<T>(String topic, KeyOf<T> keyOf, HeadersOf<T> headersOf)
            implements KafkaRecordSerializationSchema<T> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, Long timestamp) {
            byte[] key = keyOf.apply(element).getBytes(StandardCharsets.UTF_8);
            return new ProducerRecord<>(topic, null, key, Json.encode(element), headersOf.apply(element));
        }
    }

    private KafkaSinks() {}
}
