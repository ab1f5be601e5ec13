package dev.tocsin.benchmarks.contender;

import dev.tocsin.benchmarks.fleet.FleetTopics;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.WindowedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What {@link StockJob} and {@link NaiveJob} share: the last minute of each series every 10 s, as Flink's documentation teaches
 * it. Source and sink have the settings of ours.
 */
final class StockFlink {

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final Duration STEP = Duration.ofSeconds(10);
    static final Duration DISORDER = Duration.ofSeconds(2);

    /** As our job has it; Kafka's default would cost a poll for each 500. */
    private static final String MAX_POLL_RECORDS = "4000";

    static final TypeInformation<Check> CHECK = Types.POJO(Check.class);
    static final TypeInformation<WindowFigures> FIGURES = TypeInformation.of(WindowFigures.class);
    static final TypeInformation<Tuple2<String, String>> SERIES = Types.TUPLE(Types.STRING, Types.STRING);

    private static final class CheckDeserializer implements KafkaRecordDeserializationSchema<Check> {
        private transient CheckReader reader;

        @Override
        public void open(DeserializationSchema.InitializationContext context) {
            reader = new CheckReader();
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<Check> out) {
            out.collect(reader.read(kafka.value(), kafka.timestamp()));
        }

        @Override
        public TypeInformation<Check> getProducedType() {
            return CHECK;
        }
    }

    private static final class Series implements KeySelector<Check, Tuple2<String, String>> {
        @Override
        public Tuple2<String, String> getKey(Check check) {
            return Tuple2.of(check.service, check.location);
        }
    }

    private static final class FiguresRecord implements KafkaRecordSerializationSchema<WindowFigures> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                WindowFigures figures, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(
                    FleetTopics.WINDOWS, figures.service().getBytes(StandardCharsets.UTF_8), Json.encode(figures));
        }
    }

    static WindowedStream<Check, Tuple2<String, String>, TimeWindow> windows(
            StreamExecutionEnvironment env, Drain drain) {
        KafkaSource<Check> source = KafkaSource.<Check>builder()
                .setBootstrapServers(drain.bootstrapServers())
                .setGroupId("bench-stock")
                .setTopics(drain.topic())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new CheckDeserializer())
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setProperty("max.poll.records", MAX_POLL_RECORDS)
                .build();
        return env.fromSource(
                        source,
                        WatermarkStrategy.<Check>forBoundedOutOfOrderness(DISORDER)
                                .withTimestampAssigner((check, kafkaTimestamp) -> check.timestamp),
                        "Checks",
                        CHECK)
                .filter(check -> !check.isTick())
                .keyBy(new Series(), SERIES)
                .window(SlidingEventTimeWindows.of(WINDOW, STEP));
    }

    static void write(DataStream<WindowFigures> figures, Drain drain) {
        Properties properties = new Properties();
        properties.putAll(Topics.producerSettings(drain.bootstrapServers(), "bench-windows"));
        figures.sinkTo(KafkaSink.<WindowFigures>builder()
                .setBootstrapServers(drain.bootstrapServers())
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new FiguresRecord())
                .build());
    }

    private StockFlink() {}
}
