package dev.tocsin.benchmarks.process;

import dev.tocsin.embedded.EmbeddedKafka;
import java.nio.file.Path;

/** A Kafka broker alone in its process. The only argument is its folder; it says its address and runs until its input ends. */
public final class BrokerMain {

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0)) {
            System.out.println(kafka.bootstrapServers());
            while (System.in.read() >= 0) {
                // Only the end of it matters.
            }
        }
        System.exit(0);
    }

    private BrokerMain() {}
}
