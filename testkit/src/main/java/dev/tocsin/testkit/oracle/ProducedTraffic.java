package dev.tocsin.testkit.oracle;

import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private long lastTick;
    private long newest;

    public ProducedTraffic(String bootstrapServers, Oracle oracle) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(bootstrapServers, "test-traffic"));
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.oracle = oracle;
    }

    /** Sends so many records and returns when the broker has acknowledged them all. */
    public void send(Traffic traffic, int records) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        List<Traffic.Draft> drafts = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            Traffic.Draft draft = traffic.next();
            if (draft.appendTime() - lastTick >= 1_000) {
                lastTick = draft.appendTime();
                tick(lastTick);
            }
            drafts.add(draft);
            acknowledgements.add(producer.send(new ProducerRecord<>(
                    draft.topic(),
                    null,
                    draft.appendTime(),
                    draft.key().getBytes(StandardCharsets.UTF_8),
                    draft.value())));
        }
        for (int i = 0; i < records; i++) {
            RecordMetadata at = acknowledgements.get(i).get();
            Traffic.Draft draft = drafts.get(i);
            oracle.add(new Produced(at.topic(), at.partition(), at.offset(), draft.appendTime(), draft.value()));
        }
        newest = traffic.now();
    }

    /** Moves every partition's time so far that all windows end and are forgotten. */
    public void endAllWindows() {
        tick(newest + LONGER_THAN_ANY_WINDOW);
        producer.flush();
    }

    private void tick(long time) {
        for (Topics.Spec topic : Topics.ALL) {
            boolean control = topic.name().equals(Topics.CONTROL);
            if (control || Topics.INPUTS.contains(topic.name())) {
                byte[] key = control ? "tick".getBytes(StandardCharsets.UTF_8) : null;
                for (int partition = 0; partition < topic.partitions(); partition++) {
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
