package dev.tocsin.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** How the broker is set up: one node that is its own controller, sized for a laptop. Whatever is not named is Kafka's default. */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String LISTENER = "PLAINTEXT";

    static Properties of(Path files, int port, int advertisedPort, int controllerPort) {
        Properties properties = new Properties();
        String address = LISTENER + "://" + LoopbackPort.HOST + ":";
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", String.valueOf(NODE_ID));
        properties.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        properties.setProperty("listeners", address + port + "," + CONTROLLER_LISTENER + "://" + controller);
        properties.setProperty("advertised.listeners", address + advertisedPort);
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty("inter.broker.listener.name", LISTENER);
        properties.setProperty(
                "listener.security.protocol.map", LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.setProperty("log.dirs", files.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        single(properties);
        small(properties);
        return properties;
    }

    /** There is no second node to replicate to, to wait for, or to give leadership back to. */
    private static void single(Properties properties) {
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("auto.leader.rebalance.enable", "false");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // A killed broker's registration blocks its successor for as long as its session lasts.
        properties.setProperty("broker.session.timeout.ms", "3000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
    }

    private static void small(Properties properties) {
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "3");
        properties.setProperty("background.threads", "2");
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.num.partitions", "2");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "2");
        properties.setProperty("log.segment.bytes", String.valueOf(64 << 20));
        properties.setProperty("log.cleaner.enable", "true");
        properties.setProperty("log.cleaner.threads", "1");
        properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        properties.setProperty("log.cleaner.io.buffer.size", String.valueOf(256 << 10));
    }

    private BrokerProperties() {}
}
