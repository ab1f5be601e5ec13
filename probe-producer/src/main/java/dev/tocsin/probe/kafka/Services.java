package dev.tocsin.probe.kafka;

import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.ServiceDefinition;
import java.util.Collection;

/** Who is told about services. Called from the reader's thread alone. */
public interface Services {

    /** @throws MalformedRecordException if it cannot be used; the one before stays in force */
    void put(ServiceDefinition definition);

    void remove(String service);

    /** No other services than these exist any more. */
    void retain(Collection<String> services);
}
