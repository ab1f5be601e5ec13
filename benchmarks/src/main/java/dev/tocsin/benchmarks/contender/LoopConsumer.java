package dev.tocsin.benchmarks.contender;

import dev.tocsin.events.Metric;
import dev.tocsin.events.ProbeScanner;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.sketch.Sketch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The limit: our decoder, our sketch, a hash map. It has no windows, no watermarks, no order, no state that outlives a crash
 * and no sink; whatever an engine adds to this is what those cost.
 */
final class LoopConsumer implements Contender {

    private static final class Sketches implements ConsumerThreads.Handler {
        private final ProbeScanner<SeriesKey> scanner = new ProbeScanner<>(SeriesKey::probe);
        private final Map<SeriesKey, Sketch> bySeries = new HashMap<>();

        @Override
        public void handle(ConsumerRecord<byte[], byte[]> kafka) {
            if (kafka.value().length == 0) {
                return;
            }
            if (!scanner.scan(kafka.value())) {
                throw new IllegalStateException("the fleet writes only what the scanner reads");
            }
            if (!Double.isNaN(scanner.latencyMs())) {
                bySeries.computeIfAbsent(scanner.series(), absent -> new Sketch())
                        .add(Metric.LATENCY.unit().toScaled(scanner.latencyMs()));
            }
        }
    }

    @Override
    public void start(Drain drain) throws Exception {
        List<Sketches> threads =
                Stream.generate(Sketches::new).limit(drain.parallelism()).toList();
        ConsumerThreads.drain(drain, threads);
        drain.meter().ended();
        write(drain, threads);
    }

    /** Services are keys, so that each series is in one partition and one thread. */
    private static void write(Drain drain, List<Sketches> threads) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(drain.output()))) {
            threads.forEach(thread -> thread.bySeries.forEach((series, sketch) -> out.println(series.entity() + " "
                    + series.location() + " " + Base64.getEncoder().encodeToString(sketch.encode()))));
        }
    }
}
