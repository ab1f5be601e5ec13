package dev.tocsin.benchmarks.stand;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Kafka broker in a process of its own; it keeps its port and its data from start to start. */
public final class Broker implements AutoCloseable {

    private static final Pattern READY = Pattern.compile(BrokerMain.READY + "(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int HEAP_MB = 640;

    private final Path folder;
    private KillableJvm process;
    private int starts;
    private int port;

    private Broker(Path folder) {
        this.folder = folder;
    }

    static Broker start(Path folder) {
        Broker broker = new Broker(folder);
        broker.start();
        return broker;
    }

    /** Starts it on its former data; returns when it takes requests. */
    public void start() {
        starts++;
        process = KillableJvm.start(
                folder,
                "broker-" + starts,
                HEAP_MB,
                BrokerMain.class,
                List.of(folder.toString(), String.valueOf(port)));
        Awaiting.until(
                () -> "the broker is ready; it said " + process.output(), PATIENCE, Duration.ofMillis(50), () -> {
                    Matcher ready = READY.matcher(process.output());
                    boolean isReady = ready.find();
                    port = isReady ? Integer.parseInt(ready.group(1)) : port;
                    return isReady || !process.isAlive();
                });
        if (!process.isAlive()) {
            throw new IllegalStateException("The broker ended while starting: " + process.output());
        }
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
