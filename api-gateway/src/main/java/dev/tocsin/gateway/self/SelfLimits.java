package dev.tocsin.gateway.self;

/** From where on the gateway's own figures are bad. */
final class SelfLimits {

    /** Of all processors. */
    static final double CPU_PERCENT = 80;
    /** Of the machine's RAM. */
    static final double MEMORY_PERCENT = 85;
    /** Share of 5xx. */
    static final double ERROR_RATE_PERCENT = 5;

    static final int ACTIVE_REQUESTS = 100;
    /** Seconds; judged by Prometheus' rules, since percentiles are made there. */
    static final double RESPONSE_TIME_P95 = 2;
    /** From this share of its limit on, a figure is worth a warning. */
    static final double WARNING_SHARE = 0.8;
    /** Fewer requests in a window say nothing about a share of them: one of ten is 10 %. */
    static final int MIN_REQUESTS = 20;

    private SelfLimits() {}
}
