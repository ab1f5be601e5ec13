package dev.tocsin.embedded;

import java.nio.file.Path;

/** Starts all three parts in a JVM of its own, writes something into each, says so, and waits to be killed. */
final class OneProcess {

    public static void main(String[] arguments) throws Exception {
        Path dataDir = Path.of(arguments[0]);
        EmbeddedKafka kafka = EmbeddedKafka.start(dataDir, 0);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, 0);
        EmbeddedRedis redis = EmbeddedRedis.start(dataDir, 0);
        KafkaClient client = new KafkaClient(kafka.bootstrapServers());
        client.createTopic("bells");
        client.produce("bells", "tenor");
        RedisLine.ask(redis.port(), "SET bell tenor");
        System.out.println("ready " + postgres.pid() + " " + redis.pid());
        Thread.currentThread().join();
    }

    private OneProcess() {}
}
