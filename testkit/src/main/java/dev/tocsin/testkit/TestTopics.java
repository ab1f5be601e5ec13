package dev.tocsin.testkit;

import dev.tocsin.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of {@link Topics} on one broker: made as they should exist, or with one difference that tests need. */
public final class TestTopics {

    private static final long TIMEOUT_SECONDS = 30;

    private final String bootstrapServers;

    public TestTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Whose time a record carries. */
    public enum Stamp {
        /** The broker's, as in a real system. */
        AS_CONFIGURED,
        /**
         * The sender's, so that a test decides how late a record is. Such topics keep everything: records with event times
         * of long ago would otherwise be deleted as outdated while the test still reads.
         */
        BY_SENDER
    }

    /** Makes those that are missing. */
    public void create(Stamp stamp) {
        withAdmin(admin -> create(admin, stamp, Topics.ALL));
    }

    /** Makes all of them anew, so that they are empty. Connected clients may see errors in passing. */
    public void recreate(Stamp stamp) {
        withAdmin(admin -> {
            Set<String> present = new HashSet<>(admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
            present.retainAll(Topics.ALL.stream().map(Topics.Spec::name).toList());
            admin.deleteTopics(present).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            create(admin, stamp, Topics.ALL);
        });
    }

    /**
     * Deletes all records of all topics but the compacted, which keep theirs. Unlike {@link #recreate} it is not noticed by
     * connected clients; the offsets go on from where they were.
     */
    public void deleteRecords() {
        withAdmin(admin -> {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (Topics.Spec spec : Topics.ALL) {
                if (!"compact".equals(spec.configuration().get("cleanup.policy"))) {
                    for (int partition = 0; partition < spec.partitions(); partition++) {
                        latest.put(new TopicPartition(spec.name(), partition), OffsetSpec.latest());
                    }
                }
            }
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            admin.listOffsets(latest)
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end.offset())));
            admin.deleteRecords(all).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        });
    }

    /** Changes one property of a topic that exists. */
    public void configure(String topic, String key, String value) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        withAdmin(admin -> admin.incrementalAlterConfigs(Map.of(resource, List.of(set)))
                .all()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    }

    /** Raises the number of a topic's partitions. */
    public void raisePartitions(String topic, int partitions) {
        withAdmin(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    }

    /** Everything that a topic holds at this moment, partition by partition, each in its order. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < ends.get(partition)) {
                    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
            }
        }
        return records;
    }

    private static void create(Admin admin, Stamp stamp, Collection<Topics.Spec> specs)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (Topics.Spec spec : specs) {
            NewTopic topic = new NewTopic(spec.name(), spec.partitions(), (short) 1);
            try {
                admin.createTopics(List.of(topic.configs(configuration(spec, stamp))))
                        .all()
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, String> configuration(Topics.Spec spec, Stamp stamp) {
        Map<String, String> configuration = new HashMap<>(spec.configuration());
        switch (stamp) {
            case AS_CONFIGURED -> {}
            case BY_SENDER -> {
                configuration.put("message.timestamp.type", "CreateTime");
                configuration.put("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
                configuration.put("retention.ms", "-1");
            }
        }
        return configuration;
    }

    private interface AdminWork {
        void with(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private void withAdmin(AdminWork work) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            work.with(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The topics on " + bootstrapServers + " cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making topics", e);
        }
    }
}
