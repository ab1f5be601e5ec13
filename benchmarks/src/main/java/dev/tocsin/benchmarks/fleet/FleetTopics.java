package dev.tocsin.benchmarks.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a bench and what fills them. */
public final class FleetTopics {

    /** Where the other contenders write their windows. */
    public static final String WINDOWS = "bench.windows";

    private static final int PARTITIONS = 4;
    private static final byte[] TICK = {};
    private static final long LONGER_THAN_ANY_WINDOW = 3_700_000L;

    private final String bootstrapServers;

    public FleetTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Makes all of Tocsin's topics and those of the contenders. Outputs carry the time at which the broker got them. */
    public void create(List<String> inputs) {
        Map<String, String> output = Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "-1");
        make(new NewTopic(Topics.AGGREGATES, PARTITIONS, (short) 1).configs(output));
        make(new NewTopic(WINDOWS, PARTITIONS, (short) 1).configs(output));
        Map<String, String> input = Map.of(
                "message.timestamp.type", "CreateTime",
                "message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE),
                "retention.ms", "-1");
        inputs.forEach(topic -> make(new NewTopic(topic, PARTITIONS, (short) 1).configs(input)));
        new TestTopics(bootstrapServers).create(TestTopics.Stamp.BY_SENDER);
    }

    private void make(NewTopic topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The topic " + topic.name() + " cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making topics", e);
        }
    }

    /** Registers each service, so that the rules judge it by a definition of its own. */
    public void define(FleetPlan plan) {
        define(plan, 3);
    }

    /** @param failuresToAlert how many bad results each service needs to ring */
    public void define(FleetPlan plan, int failuresToAlert) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < plan.services(); i++) {
                String service = FleetPlan.service(i);
                ObjectNode definition = Json.mapper().valueToTree(ServiceDefinition.defaults(service));
                definition.put("id", i + 1).put("version", 1).put("failuresToAlert", failuresToAlert);
                producer.send(new ProducerRecord<>(
                        Topics.CONTROL,
                        null,
                        FleetPlan.START - 60_000,
                        ServiceDefinition.controlKey(service).getBytes(StandardCharsets.UTF_8),
                        Json.encode(definition)));
            }
        }
    }

    /**
     * Writes a fleet's results to a topic, and ticks as the gateway does: one in each invented second to each partition of each
     * input, the last of them so much later that every window ends.
     *
     * @return what must come out
     */
    public FleetOracle fill(FleetPlan plan, String topic) {
        FleetOracle oracle = new FleetOracle(plan);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            Fleet fleet = new Fleet(plan);
            long tick = FleetPlan.START;
            while (fleet.next()) {
                for (; tick <= fleet.appendTime(); tick += 1_000) {
                    tick(producer, topic, tick);
                }
                oracle.add(fleet);
                producer.send(new ProducerRecord<>(topic, null, fleet.appendTime(), fleet.key(), fleet.json()));
            }
            producer.flush();
            tick(producer, topic, tick + LONGER_THAN_ANY_WINDOW);
        }
        return oracle;
    }

    private static void tick(KafkaProducer<byte[], byte[]> producer, String results, long time) {
        ticks(producer, results, PARTITIONS, null, time);
        if (results.equals(Topics.PROBE_RESULTS)) {
            for (Topics.Spec topic : Topics.ALL) {
                if (topic.name().equals(Topics.CONTROL)) {
                    ticks(producer, topic.name(), topic.partitions(), "tick".getBytes(StandardCharsets.UTF_8), time);
                } else if (Topics.INPUTS.contains(topic.name()) && !topic.name().equals(results)) {
                    ticks(producer, topic.name(), topic.partitions(), null, time);
                }
            }
        }
    }

    private static void ticks(
            KafkaProducer<byte[], byte[]> producer, String topic, int partitions, byte[] key, long time) {
        for (int partition = 0; partition < partitions; partition++) {
            producer.send(new ProducerRecord<>(topic, partition, time, key, TICK));
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(bootstrapServers, "bench-fleet"));
        settings.put("batch.size", 256 << 10);
        settings.put("linger.ms", 20);
        settings.put("buffer.memory", 128L << 20);
        settings.put("max.block.ms", 60_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
