package dev.tocsin.benchmarks.contender;

import dev.tocsin.events.Metric;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A result as the other contenders carry it: only what they need, in a shape that Flink's POJO serializer likes. A tick has no
 * service.
 */
public final class Check {

    /** The latency of a check without an answer. */
    static final long NO_VALUE = -1;

    public String service;
    public String location;
    public long timestamp;
    public boolean failed;
    public boolean satisfied;
    public long latencyMicros;

    /** For serializers. */
    public Check() {}

    static Check of(ConsumerRecord<byte[], byte[]> kafka) {
        return of(kafka.value(), kafka.timestamp());
    }

    static Check of(byte[] document, long kafkaTimestamp) {
        Check check = new Check();
        check.timestamp = kafkaTimestamp;
        check.latencyMicros = NO_VALUE;
        if (document.length == 0) {
            return check;
        }
        ProbeResult result = ObservationReader.probeResult(document);
        check.service = result.service();
        check.location = result.location();
        check.timestamp = result.timestamp();
        check.failed = result.status().failed();
        if (result.latencyMs() != null) {
            check.latencyMicros = Metric.LATENCY.unit().toScaled(result.latencyMs());
            check.satisfied = !check.failed
                    && check.latencyMicros
                            <= result.apdexMs() * Metric.LATENCY.unit().scale();
        }
        return check;
    }

    boolean isTick() {
        return service == null;
    }
}
