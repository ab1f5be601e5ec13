package dev.tocsin.benchmarks.stand;

import dev.tocsin.embedded.EmbeddedKafka;
import java.nio.file.Path;

/** A broker alone in its process: {@code BrokerMain folder port}. It runs until it is killed. */
final class BrokerMain {

    static final String READY = "broker ready on ";

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println(READY + kafka.port());
        Thread.currentThread().join();
    }

    private BrokerMain() {}
}
