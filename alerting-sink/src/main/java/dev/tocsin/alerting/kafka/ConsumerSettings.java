package dev.tocsin.alerting.kafka;

import java.util.Properties;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** How the notifier reads: offsets in its own hands, and partitions handed on soon when a notifier dies or freezes. */
final class ConsumerSettings {

    static Properties of(String bootstrapServers, String group) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", group);
        settings.put("client.id", "tocsin-alerting-sink");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", "false");
        // A topic that the gateway creates after us, or one more partition, is seen this soon.
        settings.put("metadata.max.age.ms", "10000");
        // A frozen notifier's partitions are taken over this soon; pages must not wait for the default of 45 s.
        settings.put("session.timeout.ms", "10000");
        settings.put("heartbeat.interval.ms", "3000");
        settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        settings.put("key.deserializer", StringDeserializer.class.getName());
        settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
        return settings;
    }

    private ConsumerSettings() {}
}
