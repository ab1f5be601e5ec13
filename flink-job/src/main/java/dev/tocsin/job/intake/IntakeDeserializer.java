package dev.tocsin.job.intake;

import dev.tocsin.job.serialization.Types;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes and admits inside the Kafka source, so that its per-partition watermarks see event times. */
public final class IntakeDeserializer implements KafkaRecordDeserializationSchema<Intake> {

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<Intake> out) {
        IntakeReader.read(kafka, out::collect);
    }

    @Override
    public TypeInformation<Intake> getProducedType() {
        return Types.INTAKE;
    }
}
