package dev.tocsin.embedded;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker, and the controller that it needs, inside this JVM on 127.0.0.1. It creates no topics on its own. Thread-safe.
 *
 * <p>Like any broker it ends the whole JVM when it cannot keep its promises any more, for example on a full disk.
 */
public final class EmbeddedKafka implements RunningService {

    private static final String PART = "Kafka";

    private final PartFolder folder;
    private final KafkaRaftServer server;
    private final int port;
    private volatile boolean ended;
    private boolean closed;

    private EmbeddedKafka(PartFolder folder, KafkaRaftServer server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts it on the data below {@code dataDir/kafka}, recovers that if need be, and returns when it takes requests.
     *
     * @param port 0 for the port it had last time, or any that is free
     * @throws BadSettingException if the folder or the port cannot be used
     * @throws IllegalStateException if the broker itself does not start
     */
    public static EmbeddedKafka start(Path dataDir, int port) {
        return start(dataDir, port, 0);
    }

    /**
     * As {@link #start(Path, int)}, but sends clients to another loopback port: that of a proxy in front of this broker.
     *
     * @param advertisedPort where clients shall go; 0 for the broker's own port
     */
    public static EmbeddedKafka start(Path dataDir, int port, int advertisedPort) {
        return PartStart.in(dataDir, "kafka", folder -> start(folder, port, advertisedPort));
    }

    private static EmbeddedKafka start(PartFolder folder, int wantedPort, int advertisedPort) throws IOException {
        int port = LoopbackPort.choose(PART, wantedPort, folder.resolve("port"));
        int controllerPort = controllerPort(folder, port);
        Path files = Files.createDirectories(folder.resolve("data"));
        format(files, clusterId(folder.resolve("cluster-id")));
        Properties properties =
                BrokerProperties.of(files, port, advertisedPort == 0 ? port : advertisedPort, controllerPort);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new IllegalStateException("Kafka did not start on the data in " + files, e);
        }
        EmbeddedKafka kafka = new EmbeddedKafka(folder, server, port);
        kafka.watch();
        return kafka;
    }

    /** Chosen while the other one is held, for until Kafka binds it, it counts as free. */
    private static int controllerPort(PartFolder folder, int port) throws IOException {
        ServerSocket held = LoopbackPort.bind(port);
        try {
            return LoopbackPort.choose(PART + "'s controller", 0, folder.resolve("controller-port"));
        } finally {
            held.close();
        }
    }

    /** Written before formatting, so that formatting that was cut short is finished under the same name. */
    private static String clusterId(Path file) throws IOException {
        if (!Files.exists(file)) {
            OwnerOnly.write(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    private static void format(Path files, String clusterId) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(said, false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(stream)
                    .setClusterId(clusterId)
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setDirectories(java.util.List.of(files.toString()))
                    .setMetadataLogDirectory(files.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Kafka cannot format " + files + ": " + said.toString(StandardCharsets.UTF_8), e);
        }
    }

    private void watch() {
        Thread watcher = new Thread(
                () -> {
                    server.awaitShutdown();
                    ended = true;
                },
                "embedded-kafka-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Its own address, for example {@code 127.0.0.1:9092}; not that of a proxy in front of it. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Condition condition() {
        return ended
                ? Condition.unhealthy("Kafka has ended; see its log and start again.")
                : Condition.healthy("Kafka at " + bootstrapServers());
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (folder) {
            server.shutdown();
            server.awaitShutdown();
            ended = true;
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka was stopped, but its folder could not be given back", e);
        }
    }
}
