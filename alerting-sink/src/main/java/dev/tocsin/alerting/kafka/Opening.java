package dev.tocsin.alerting.kafka;

import dev.tocsin.events.service.BadSettingException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Makes Kafka's clients, which look their brokers' names up at once and cannot be made without. */
final class Opening {

    /** @throws BadSettingException if none of the bootstrap servers is an address */
    static <T> T client(String bootstrapServers, Supplier<T> client) {
        try {
            return client.get();
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BadSettingException("TOCSIN_KAFKA_BOOTSTRAP_SERVERS=" + bootstrapServers + " cannot be used ("
                    + cause.getMessage()
                    + "); set it to host:port, several with commas, and start again once the name of"
                    + " one can be resolved.");
        }
    }

    private Opening() {}
}
