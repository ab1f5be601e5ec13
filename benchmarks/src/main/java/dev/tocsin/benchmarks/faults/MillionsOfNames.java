package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.KillableJvm;
import dev.tocsin.benchmarks.stand.Stand;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestTopics.Stamp;
import dev.tocsin.testkit.oracle.Traffic;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * I2. A hundred real services push telemetry first and throughout. Then come the names that were made up, one record each;
 * beside them flow probe results, held against the oracle. The heap is that after a collection, before the flood and after it;
 * before it, a smaller one of few names has filled all places, and the buffers that any flood fills.
 */
final class MillionsOfNames implements Fault {

    private static final int REAL = 100;
    private static final int PARTITIONS = 4;
    /** Of the records in the flood, every so manieth comes from a real service. */
    private static final int REAL_ONE_IN = 1_000;

    private static final int PLACES = 2_000;
    private static final int TO_FILL_THEM = 20_000;
    private static final int PROBES = 100_000;
    private static final long FLOOD_MS = 60_000;
    /** Longer than slices are kept, so that those that have places need as much before the flood as after it. */
    private static final long FILLING_MS = 12 * 60_000;

    private static final double MOST_GROWTH = 1.1;

    private final Map<String, Long> realCounts = new HashMap<>();
    private final Map<String, Long> realSums = new HashMap<>();
    private long sent;
    private long sum;

    @Override
    public String id() {
        return "I2";
    }

    @Override
    public String sentence() {
        return "ten million distinct service names in a minute: the heap grows by at most 10 %, the overflow series holds the"
                + " totals, real series are exact";
    }

    @Override
    public int records() {
        return 10_000_000;
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        Stand.Plan plan = new Stand.Plan(1, 2, 1_024, false, Stamp.BY_SENDER);
        Traffic before = new Traffic(terms.seed(), 50, Trial.START, 1_000);
        try (Trial trial = Trial.open(terms, id(), plan, before);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        new HashMap<>(
                                Topics.producerSettings(trial.stand().broker().bootstrapServers(), "names")),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            realCounts.clear();
            realSums.clear();
            sent = 0;
            sum = 0;
            trial.outputs().keepTelemetryApart();
            trial.startDetection();
            trial.feed(PROBES);
            flood(trial, producer, terms.records() / 5, TO_FILL_THEM, before.now(), FILLING_MS);
            long heapBefore = heap(trial);
            long floodStart = before.now() + FILLING_MS;
            flood(trial, producer, terms.records(), Integer.MAX_VALUE, floodStart, FLOOD_MS);
            long heapAfter = heap(trial);
            double growth = (double) heapAfter / heapBefore;
            trial.claim(
                    growth <= MOST_GROWTH,
                    "heap before the flood " + (heapBefore >> 20) + " MB, after it " + (heapAfter >> 20) + " MB");
            trial.feed().produced().send(new Traffic(terms.seed() + 1, 50, floodStart + FLOOD_MS, 1_000), PROBES);
            trial.settle();
            judge(trial);
            return trial.outcome();
        }
    }

    /** So many records of at most so many names, within so many ms of invented time; real services' among them. */
    private void flood(
            Trial trial, KafkaProducer<byte[], byte[]> producer, int records, int names, long start, long length)
            throws Exception {
        long lastTick = start;
        for (int i = 0; i < records; i++) {
            long now = start + i * length / records;
            boolean isReal = i < REAL || i % REAL_ONE_IN == 0;
            String service = isReal ? "real-" + i % (REAL * REAL_ONE_IN) % REAL : "name-" + i % names;
            send(producer, service, isReal, now, 1 + i % 97);
            if (now - lastTick >= 1_000) {
                lastTick = now;
                trial.feed().produced().tick(now);
            }
        }
        producer.flush();
        awaitRead(trial, start + length);
        trial.feed().produced().tick(start + length);
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String service, boolean isReal, long now, int value) {
        String json = "{\"service\":\"" + service + "\",\"timestamp\":" + now + ",\"metric_type\":\"cpu\",\"value\":"
                + value + "}";
        producer.send(new ProducerRecord<>(
                Topics.TELEMETRY,
                null,
                now,
                service.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8)));
        sent++;
        sum += value;
        if (isReal) {
            realCounts.merge(service, 1L, Long::sum);
            realSums.merge(service, (long) value, Long::sum);
        }
    }

    /** Returns when the job has read all: it refuses what was sent last. */
    private static void awaitRead(Trial trial, long now) throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Traffic.Draft bad = new Traffic.Draft(Topics.TELEMETRY, "bad", now, "bad".getBytes(StandardCharsets.UTF_8));
            long offset = trial.feed().produced().send(partition, bad);
            TopicPartition place = new TopicPartition(Topics.TELEMETRY, partition);
            Awaiting.until(
                    () -> "the job has read " + place,
                    Duration.ofMinutes(15),
                    Duration.ofMillis(100),
                    () -> trial.outputs().quarantined(place).contains(offset));
        }
    }

    /** After a collection, bytes. */
    private static long heap(Trial trial) {
        return trial.stand().flink().workingTaskManagers().stream()
                .mapToLong(KillableJvm::heapAfterCollection)
                .sum();
    }

    private void judge(Trial trial) {
        Awaiting.until(
                () -> "all telemetry is in rows: " + sent + " were sent, rows hold "
                        + trial.outputs().telemetry(TelemetryRows::observations),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                () -> trial.outputs().telemetry(TelemetryRows::observations) >= sent);
        trial.outputs().telemetry(rows -> {
            trial.claim(
                    rows.observations() == sent && isScaled(rows.sum(), sum),
                    "telemetry sent " + sent + ", in rows " + rows.observations());
            long own = rows.services().size() - 1;
            trial.claim(own <= PLACES, "series of their own: " + own);
            trial.claim(
                    rows.observations(SeriesKey.OVERFLOW) > 0,
                    "in the overflow series: " + rows.observations(SeriesKey.OVERFLOW));
            long exact = realCounts.keySet().stream()
                    .filter(service -> rows.observations(service) == realCounts.get(service)
                            && isScaled(rows.sum(service), realSums.get(service)))
                    .count();
            trial.claim(exact == REAL, "real services whose totals are exact: " + exact + " of " + REAL);
            return null;
        });
    }

    private static boolean isScaled(BigInteger scaled, long value) {
        return scaled.equals(BigInteger.valueOf(value).multiply(BigInteger.valueOf(1_000)));
    }
}
