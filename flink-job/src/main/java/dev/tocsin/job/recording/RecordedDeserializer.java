package dev.tocsin.job.recording;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.MalformedRecordException;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes the records of one topic and keeps those that are to be recorded. What cannot be read is counted and logged with
 * its place; of the input topics, the detection job has quarantined it as well. What a {@link RawRate} leaves out is counted.
 */
final class RecordedDeserializer<T> implements KafkaRecordDeserializationSchema<Recorded<T>> {

    private static final Logger logger = LoggerFactory.getLogger(RecordedDeserializer.class);

    private final Decoder<T> decoder;
    private final Keep<T> keep;
    private final TypeInformation<Recorded<T>> type;
    private final RawRate<T> rate;
    private transient Counter skipped;
    private transient Counter leftOut;

    interface Decoder<T> extends Function<byte[], T>, Serializable {}

    /** Whether a record is to be recorded, given when the broker appended it. */
    interface Keep<T> extends Serializable {
        boolean test(T value, long appendTime);
    }

    /** @param rate null if all are recorded, however many they are */
    RecordedDeserializer(TypeInformation<Recorded<T>> type, Decoder<T> decoder, Keep<T> keep, RawRate<T> rate) {
        this.rate = rate;
        this.decoder = decoder;
        this.keep = keep;
        this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        skipped = context.getMetricGroup().counter("notRecorded");
        leftOut = context.getMetricGroup().counter("rawRowsLeftOut");
        if (rate != null) {
            rate.open();
        }
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<Recorded<T>> out) {
        boolean isPartial = kafka.headers().lastHeader(AggregateRow.PARTIAL_HEADER) != null;
        if (isPartial || kafka.value() == null || kafka.value().length == 0) {
            return;
        }
        try {
            T value = decoder.apply(kafka.value());
            if (!keep.test(value, kafka.timestamp())) {
                return;
            }
            int before = rate == null ? 0 : rate.take(kafka.partition(), value, kafka.timestamp());
            if (before == FairShare.LEFT_OUT) {
                leftOut.inc();
            } else {
                out.collect(new Recorded<>(kafka.partition(), kafka.offset(), value, before));
            }
        } catch (MalformedRecordException e) {
            skipped.inc();
            logger.warn("Not recorded: {}-{}@{}: {}", kafka.topic(), kafka.partition(), kafka.offset(), e.getMessage());
        }
    }

    @Override
    public TypeInformation<Recorded<T>> getProducedType() {
        return type;
    }
}
