package dev.tocsin.benchmarks.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Plain consumer threads that share a topic's partitions and read them to their end. */
final class ConsumerThreads {

    private static final int PARTITIONS = 4;

    /** What a thread does with each record; each thread has its own. */
    interface Handler {
        void handle(ConsumerRecord<byte[], byte[]> kafka);
    }

    /** Returns when every thread is through. */
    static void drain(Drain drain, List<? extends Handler> handlers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(handlers.size());
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < handlers.size(); i++) {
                List<TopicPartition> partitions = new ArrayList<>();
                for (int partition = i; partition < PARTITIONS; partition += handlers.size()) {
                    partitions.add(new TopicPartition(drain.topic(), partition));
                }
                Handler handler = handlers.get(i);
                tasks.add(() -> {
                    consume(drain, partitions, handler);
                    return null;
                });
            }
            for (Future<Void> through : threads.invokeAll(tasks)) {
                through.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void consume(Drain drain, List<TopicPartition> partitions, Handler handler) {
        // Large fetches, so that this is as fast as a consumer can be.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                drain.bootstrapServers(),
                "max.poll.records",
                500,
                "max.partition.fetch.bytes",
                4 << 20);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
            while (!left.isEmpty()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                drain.meter().read(records.count());
                for (ConsumerRecord<byte[], byte[]> kafka : records) {
                    handler.handle(kafka);
                }
                left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
    }

    private ConsumerThreads() {}
}
