package dev.tocsin.alerting.kafka;

import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/** Whether the topic can be read. Written by the consumer's thread alone; may be asked from any. */
final class Reading {

    private final Consumer<?, ?> consumer;
    private final LongSupplier now;
    private Metric connections;
    private volatile long failingSince;
    private volatile String lastError = "";

    /** @param now epoch ms */
    Reading(Consumer<?, ?> consumer, LongSupplier now) {
        this.consumer = consumer;
        this.now = now;
    }

    /** Epoch ms; 0 if it does not fail. */
    long failingSince() {
        return failingSince;
    }

    String lastError() {
        return lastError;
    }

    void failed(String error) {
        lastError = error;
        if (failingSince == 0) {
            failingSince = now.getAsLong();
        }
    }

    /** Nothing failed; but a consumer without a broker does not fail, it only reads nothing. */
    void lookForBrokers() {
        if (connections == null) {
            connections = consumer.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals("connection-count"))
                    .findFirst()
                    .orElse(null);
        }
        if (connections != null && connections.metricValue() instanceof Number open && open.doubleValue() == 0) {
            failed("no broker answers");
        } else {
            failingSince = 0;
        }
    }
}
