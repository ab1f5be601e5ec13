package dev.tocsin.benchmarks.contender;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts records and their bytes: what reading alone costs. */
final class BareConsumer implements Contender {

    private static final class Counter implements ConsumerThreads.Handler {
        private long records;
        private long bytes;

        @Override
        public void handle(ConsumerRecord<byte[], byte[]> kafka) {
            records += kafka.value().length == 0 ? 0 : 1;
            bytes += kafka.value().length;
        }
    }

    @Override
    public void start(Drain drain) throws Exception {
        List<Counter> counters =
                Stream.generate(Counter::new).limit(drain.parallelism()).toList();
        ConsumerThreads.drain(drain, counters);
        drain.meter().ended();
        Files.writeString(
                drain.output(),
                counters.stream().mapToLong(counter -> counter.records).sum() + " "
                        + counters.stream().mapToLong(counter -> counter.bytes).sum());
    }
}
