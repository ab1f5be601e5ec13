package dev.tocsin.gateway.kafka;

import dev.tocsin.events.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one record with an empty value a second to every partition that the detection job reads.
 *
 * <p>Windows close, and silence is noticed, when event time passes; event time passes when records arrive; and the slowest
 * partition holds it back for all. A quiet service would therefore freeze its own windows, and everybody's on an idle
 * partition. The broker stamps each tick with its append time, so a tick says "nothing before this is still to come" in the
 * log itself: a replay sees time pass just as the first run did, which no timer of the job could offer. Ticks count nothing,
 * and readers skip them. The control topic is compacted and refuses records without a key, so its ticks have one.
 */
public final class Ticker implements AutoCloseable {

    /** Key of the control topic's ticks; no definition has it. */
    public static final String CONTROL_KEY = "tick";

    private static final Logger logger = LoggerFactory.getLogger(Ticker.class);
    private static final byte[] EMPTY = new byte[0];
    private static final long PERIOD_MS = 1_000;
    /**
     * Ticks come so soon after each full second. Windows end on full seconds, and so does the wait for disorder; a tick at any
     * other moment would keep every window open for up to a second more.
     */
    private static final long AFTER_THE_SECOND_MS = 3;

    private final String bootstrapServers;
    private final Clock clock;
    private final AtomicLong failures = new AtomicLong();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "gateway-ticker");
        thread.setDaemon(true);
        return thread;
    });
    private KafkaProducer<byte[], byte[]> producer;

    public Ticker(String bootstrapServers, Clock clock) {
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
    }

    /** Begins ticking; to be called once, when the topics exist. */
    public synchronized void start() {
        if (executor.isShutdown()) {
            return;
        }
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings(bootstrapServers, "gateway-ticker"));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        // A tick that is late says nothing that the next one does not say better.
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        executor.execute(this::tickOnAndOn);
    }

    /** After a pause one tick is due, not one for each second missed. */
    private void tickOnAndOn() {
        try {
            tick();
        } finally {
            if (!executor.isShutdown()) {
                executor.schedule(this::tickOnAndOn, untilNextTick(clock.millis()), TimeUnit.MILLISECONDS);
            }
        }
    }

    static long untilNextTick(long now) {
        return PERIOD_MS - Math.floorMod(now - AFTER_THE_SECOND_MS, PERIOD_MS);
    }

    /** Ticks that did not reach their partition. */
    public long failures() {
        return failures.get();
    }

    private void tick() {
        try {
            for (String topic : Topics.INPUTS) {
                for (PartitionInfo partition : producer.partitionsFor(topic)) {
                    send(new ProducerRecord<>(topic, partition.partition(), null, EMPTY));
                }
            }
            for (PartitionInfo partition : producer.partitionsFor(Topics.CONTROL)) {
                byte[] key = CONTROL_KEY.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                send(new ProducerRecord<>(Topics.CONTROL, partition.partition(), key, EMPTY));
            }
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            failed(e);
        }
    }

    private void send(ProducerRecord<byte[], byte[]> tick) {
        producer.send(tick, (metadata, e) -> {
            if (e != null) {
                failed(e);
            }
        });
    }

    private void failed(Exception e) {
        if (failures.incrementAndGet() % 60 == 1) {
            logger.warn("Ticks do not reach Kafka at {}; windows stay open until they do", bootstrapServers, e);
        }
    }

    @Override
    public synchronized void close() {
        executor.shutdownNow();
        if (producer != null) {
            producer.close(Duration.ofMillis(200));
        }
    }
}
