package dev.tocsin.testkit.oracle;

import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends traffic to Kafka as the prober and the ticking gateway would, and tells the oracle of every record. */
public final class ProducedTraffic implements AutoCloseable {

    private static final byte[] TICK = {};
    private static final long LONGER_THAN_ANY_WINDOW = 4 * 3_600_000L;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Oracle oracle;
    private final List<Traffic.Draft> pending = new ArrayList<>();
    private final List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private long lastTick;
    private long newest;

    public ProducedTraffic(String bootstrapServers, Oracle oracle) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(bootstrapServers, "test-traffic"));
        // Some topics are made to take records of 16 MB.
        settings.put("max.request.size", 20 << 20);
        settings.put("buffer.memory", 64L << 20);
        // Some topics get more partitions while it sends.
        settings.put("metadata.max.age.ms", 2_000);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.oracle = oracle;
    }

    /** Sends so many records and returns when the broker has acknowledged them all; holds them until then. */
    public void send(Drafts traffic, int records) throws ExecutionException, InterruptedException {
        for (int i = 0; i < records; i++) {
            Traffic.Draft draft = traffic.next();
            if (draft.appendTime() - lastTick >= 1_000) {
                tick(draft.appendTime());
            }
            sendSoon(null, draft);
        }
        awaitAcknowledgements();
        newest = Math.max(newest, traffic.now());
    }

    /** Sends one record to one partition, without a tick, and returns its offset when it was acknowledged. */
    public long send(int partition, Traffic.Draft draft) throws ExecutionException, InterruptedException {
        RecordMetadata at = producer.send(record(draft, partition)).get();
        acknowledged(at, draft);
        return at.offset();
    }

    /**
     * Sends one record, without a tick, and returns at once; see {@link #awaitAcknowledgements}.
     *
     * @param partition null to let the key decide
     */
    public void sendSoon(Integer partition, Traffic.Draft draft) {
        pending.add(draft);
        acknowledgements.add(producer.send(record(draft, partition)));
    }

    /** Returns when all that was sent soon was acknowledged. */
    public void awaitAcknowledgements() throws ExecutionException, InterruptedException {
        for (int i = 0; i < pending.size(); i++) {
            acknowledged(acknowledgements.get(i).get(), pending.get(i));
        }
        pending.clear();
        acknowledgements.clear();
    }

    /** By partition of the probe results, the offset after the last record that was acknowledged. May be asked from any thread. */
    public Map<Integer, Long> ends() {
        return Map.copyOf(ends);
    }

    /** Moves every partition's time so far that all windows end and are forgotten. */
    public void endAllWindows() {
        long end = newest + LONGER_THAN_ANY_WINDOW;
        tick(end);
        producer.flush();
    }

    private static ProducerRecord<byte[], byte[]> record(Traffic.Draft draft, Integer partition) {
        byte[] key = draft.key().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(draft.topic(), partition, draft.appendTime(), key, draft.value());
    }

    private void acknowledged(RecordMetadata at, Traffic.Draft draft) {
        if (at.topic().equals(Topics.PROBE_RESULTS)) {
            ends.merge(at.partition(), at.offset() + 1, Math::max);
        }
        oracle.add(new Produced(at.topic(), at.partition(), at.offset(), draft.appendTime(), draft.value()));
    }

    /** One tick to every partition. */
    public void tick(long time) {
        lastTick = time;
        newest = Math.max(newest, time);
        for (Topics.Spec topic : Topics.ALL) {
            boolean control = topic.name().equals(Topics.CONTROL);
            if (control || Topics.INPUTS.contains(topic.name())) {
                byte[] key = control ? "tick".getBytes(StandardCharsets.UTF_8) : null;
                int partitions = producer.partitionsFor(topic.name()).size();
                for (int partition = 0; partition < partitions; partition++) {
                    producer.send(new ProducerRecord<>(topic.name(), partition, time, key, TICK));
                }
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
