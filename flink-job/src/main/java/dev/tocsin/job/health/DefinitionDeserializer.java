package dev.tocsin.job.health;

import dev.tocsin.events.Entity;
import dev.tocsin.events.Json;
import dev.tocsin.events.Limits;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.job.serialization.Types;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the control topic. A definition that cannot be read leaves the one before in force; it is counted and logged, for
 * it was written by a release that this one does not understand.
 *
 * <p>Everything that is not a service's, the gateway's ticks among it, only tells the time.
 */
public final class DefinitionDeserializer implements KafkaRecordDeserializationSchema<EntityEvent> {

    private static final Logger logger = LoggerFactory.getLogger(DefinitionDeserializer.class);

    private transient Counter unreadable;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        unreadable = context.getMetricGroup().counter("unreadableDefinitions");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<EntityEvent> out) {
        String controlKey = kafka.key() == null ? null : new String(kafka.key(), StandardCharsets.UTF_8);
        String service = ServiceDefinition.serviceKeyOf(controlKey);
        if (service == null) {
            out.collect(new EntityEvent.Tick(kafka.timestamp()));
            return;
        }
        try {
            Limits.name("key", service);
            ServiceDefinition definition =
                    kafka.value() == null ? null : Json.decode(kafka.value(), ServiceDefinition.class);
            if (definition != null && !definition.key().equals(service)) {
                throw new MalformedRecordException(
                        "bad-value", "it is the definition of " + definition.key() + " under another's key");
            }
            out.collect(new EntityEvent.DefinitionArrived(Entity.service(service), definition, kafka.timestamp()));
        } catch (MalformedRecordException e) {
            unreadable.inc();
            logger.error(
                    "The definition of {} at offset {} cannot be read and is ignored: {}. Save the service again.",
                    service,
                    kafka.offset(),
                    e.getMessage());
        }
    }

    @Override
    public TypeInformation<EntityEvent> getProducedType() {
        return Types.ENTITY_EVENT;
    }
}
