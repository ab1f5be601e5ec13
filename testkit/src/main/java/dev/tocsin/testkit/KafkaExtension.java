package dev.tocsin.testkit;

import dev.tocsin.embedded.EmbeddedKafka;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Kafka for a test class, shared with the other classes of the same JVM:
 *
 * <pre>{@code @RegisterExtension static final KafkaExtension kafka = new KafkaExtension();}</pre>
 *
 * Topics are shared as well: begin with {@link TestTopics#recreate} where what others left behind would matter. A test that
 * stops or breaks a broker starts an {@link EmbeddedKafka} of its own.
 */
public final class KafkaExtension implements BeforeAllCallback {

    private EmbeddedKafka kafka;

    @Override
    public void beforeAll(ExtensionContext context) {
        kafka = SharedPart.in(context, EmbeddedKafka.class, folder -> EmbeddedKafka.start(folder, 0));
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The topics of this broker. */
    public TestTopics topics() {
        return new TestTopics(bootstrapServers());
    }
}
