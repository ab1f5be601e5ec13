package dev.tocsin.benchmarks.contender;

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

    boolean isTick() {
        return service == null;
    }
}
