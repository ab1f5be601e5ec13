package dev.tocsin.gateway.self;

import java.util.stream.DoubleStream;

/**
 * How well the gateway is, 0..100: the mean of four parts, each of which falls from 100 at zero to 0 at its limit.
 *
 * @param cpu of the share of all processors
 * @param memory of the share of the machine's RAM
 * @param errorRate of the share of 5xx in the last minutes; 100 while there are too few requests to speak of a share
 * @param load of the requests in flight
 */
public record GatewayScore(double cpu, double memory, double errorRate, double load) {

    public static GatewayScore of(SelfFigures now) {
        return new GatewayScore(
                part(now.process().cpuPercent(), SelfLimits.CPU_PERCENT),
                part(now.process().memoryPercent(), SelfLimits.MEMORY_PERCENT),
                part(now.judgedErrorPercent(), SelfLimits.ERROR_RATE_PERCENT),
                part(now.activeRequests(), SelfLimits.ACTIVE_REQUESTS));
    }

    private static double part(double value, double limit) {
        return Math.max(0, 100 - value / limit * 100);
    }

    /** Rounded to two decimals. */
    public double overall() {
        double mean = DoubleStream.of(cpu, memory, errorRate, load).average().orElseThrow();
        return Math.round(mean * 100) / 100.0;
    }

    /** The band of the overall score, in a word. */
    public String status() {
        double overall = overall();
        if (overall >= 90) {
            return "excellent";
        }
        if (overall >= 75) {
            return "good";
        }
        if (overall >= 60) {
            return "fair";
        }
        return overall >= 40 ? "poor" : "critical";
    }
}
