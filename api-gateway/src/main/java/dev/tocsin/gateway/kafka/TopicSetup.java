package dev.tocsin.gateway.kafka;

import dev.tocsin.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing, trying until Kafka answers. Nobody may write before that: a broker that creates
 * topics by itself would give them neither their append times nor their compaction.
 */
public final class TopicSetup implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(TopicSetup.class);
    private static final short BROKER_DEFAULT_REPLICATION = -1;
    private static final int ATTEMPT_TIMEOUT_MS = 5_000;
    private static final long PAUSE_MS = 500;

    private final String bootstrapServers;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "gateway-topics");

    public TopicSetup(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Begins, and waits at most so long; goes on in the background if Kafka has not answered by then. */
    public void start(Duration patience) {
        thread.setDaemon(true);
        thread.start();
        try {
            ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            logger.warn(
                    "Kafka at {} has not answered within {} s; the gateway goes on without it and keeps trying. Start it,"
                            + " or set TOCSIN_KAFKA_BOOTSTRAP_SERVERS",
                    bootstrapServers,
                    patience.toSeconds());
        } catch (ExecutionException e) {
            throw new IllegalStateException("creating topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completes once all topics exist. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    private void run() {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "gateway-topics",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ATTEMPT_TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ATTEMPT_TIMEOUT_MS);
        try (Admin admin = Admin.create(settings)) {
            while (!create(admin)) {
                Thread.sleep(PAUSE_MS);
            }
            ready.complete(null);
        } catch (InterruptedException e) {
            logger.debug("Stopped while waiting for Kafka");
        } catch (RuntimeException e) {
            logger.error("The topics cannot be created; correct the Kafka settings and start again", e);
            ready.completeExceptionally(e);
        }
    }

    private boolean create(Admin admin) throws InterruptedException {
        try {
            Set<String> there = admin.listTopics().names().get();
            List<NewTopic> missing = Topics.ALL.stream()
                    .filter(spec -> !there.contains(spec.name()))
                    .map(spec -> new NewTopic(spec.name(), spec.partitions(), BROKER_DEFAULT_REPLICATION)
                            .configs(spec.configuration()))
                    .toList();
            CreateTopicsResult created = admin.createTopics(missing);
            for (NewTopic topic : missing) {
                awaitCreated(created, topic.name());
            }
            logger.info("Kafka at {} has all topics, {} of them new", bootstrapServers, missing.size());
            return true;
        } catch (ExecutionException e) {
            logger.debug("Kafka at {} is not ready yet", bootstrapServers, e.getCause());
            return false;
        }
    }

    private static void awaitCreated(CreateTopicsResult created, String topic)
            throws ExecutionException, InterruptedException {
        try {
            created.values().get(topic).get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
