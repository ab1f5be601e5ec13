package dev.tocsin.allinone.demo;

import dev.tocsin.events.Metric;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What the five demo services say of themselves, one sample of each of five metrics a second each: a base, slow waves, a day
 * that lasts 24 minutes, noise and rare spikes. The shapes are those of the Telemetry Dashboard's generator.
 *
 * <p>Quiet, the bases of {@code database} and {@code cache} are lower than there and every value is kept inside the alert
 * limits, so that what rings in the demo has a cause. Not thread-safe.
 */
final class TelemetryModel {

    private static final int DAY_TICKS = 1_440;
    private static final List<String> REGIONS = List.of("us-east", "us-west", "eu-central", "ap-south");

    /** What a sample carries besides its time. */
    record Reading(String service, Metric metric, double value, Map<String, Object> tags) {}

    /** A service's normal level of each metric, and what its latency is measured at. */
    private record Level(
            String service,
            double latencyMs,
            double throughput,
            double errorRate,
            double cpu,
            double memory,
            List<String> endpoints) {}

    private static final List<String> STATEMENTS = List.of("select", "insert", "update", "delete");
    private static final List<Level> NOISY = List.of(
            new Level("auth", 50, 1_000, 0.001, 40, 50, List.of("/login", "/logout", "/token", "/verify")),
            new Level("api", 100, 5_000, 0.002, 60, 65, List.of("/users", "/orders", "/products", "/cart")),
            new Level("database", 30, 2_000, 0.0005, 70, 80, STATEMENTS),
            new Level("cache", 5, 10_000, 0.0001, 30, 90, List.of("get", "set", "del", "expire")),
            new Level("queue", 20, 3_000, 0.001, 50, 55, List.of("publish", "consume", "ack", "reject")));
    private static final double QUIET_DATABASE_CPU = 52;
    private static final double QUIET_MEMORY = 60;

    private final boolean quiet;
    private final RandomGenerator random;

    /** @param quiet keeps every value inside the alert limits */
    TelemetryModel(long seed, boolean quiet) {
        this.random = new SplittableRandom(seed);
        this.quiet = quiet;
    }

    /** All 25 samples of a tick, in a fixed order. */
    List<Reading> tick(long n) {
        return NOISY.stream()
                .map(level -> quiet ? calmed(level) : level)
                .flatMap(level -> samples(level, n).stream())
                .map(reading -> quiet ? inside(reading) : reading)
                .toList();
    }

    private List<Reading> samples(Level level, long n) {
        String region = pick(REGIONS);
        Map<String, Object> host = Map.of("host", level.service + "-" + random.nextInt(1, 4));
        double day = (double) (n % DAY_TICKS) / DAY_TICKS;
        Map<String, Object> request =
                Map.of("endpoint", pick(level.endpoints), "region", region, "status_code", chance(0.05) ? 500 : 200);
        double latency = level.latencyMs
                + 20 * Math.sin(0.1 * n)
                + noise(0.1 * level.latencyMs)
                + spike(0.02, 2 * level.latencyMs, 5 * level.latencyMs);
        double throughput = level.throughput * (1 + 0.3 * Math.sin(2 * Math.PI * day) + 0.1 * Math.sin(0.05 * n))
                + noise(0.05 * level.throughput)
                + spike(0.01, 0.5 * level.throughput, 1.5 * level.throughput);
        double errors = level.errorRate + noise(0.5 * level.errorRate) + spike(0.005, 0.05, 0.15);
        double cpu = level.cpu + 15 * Math.sin(0.02 * n) + noise(5) + spike(0.01, 20, 30);
        double memory = level.memory + 10 * day + noise(3) + spike(0.005, 5, 15);
        return List.of(
                new Reading(level.service, Metric.LATENCY, Math.max(1, latency), request),
                new Reading(level.service, Metric.THROUGHPUT, Math.max(10, throughput), Map.of("region", region)),
                new Reading(level.service, Metric.ERROR_RATE, clip(errors, 0, 1), Map.of("region", region)),
                new Reading(level.service, Metric.CPU, clip(cpu, 5, 100), host),
                new Reading(level.service, Metric.MEMORY, clip(memory, 10, 100), host));
    }

    private static Level calmed(Level level) {
        return switch (level.service) {
            case "database" ->
                new Level(
                        level.service,
                        level.latencyMs,
                        level.throughput,
                        level.errorRate,
                        QUIET_DATABASE_CPU,
                        QUIET_MEMORY,
                        level.endpoints);
            case "cache" ->
                new Level(
                        level.service,
                        level.latencyMs,
                        level.throughput,
                        level.errorRate,
                        level.cpu,
                        QUIET_MEMORY,
                        level.endpoints);
            default -> level;
        };
    }

    private static Reading inside(Reading reading) {
        double value =
                switch (reading.metric) {
                    case LATENCY -> Math.min(reading.value, 480);
                    case ERROR_RATE -> Math.min(reading.value, 0.048);
                    case THROUGHPUT -> Math.max(reading.value, 120);
                    case CPU, MEMORY -> Math.min(reading.value, 79);
                    case SWAP, GPU_UTILIZATION, GPU_TEMPERATURE, GPU_MEMORY -> reading.value;
                };
        return new Reading(reading.service, reading.metric, value, reading.tags);
    }

    private double noise(double deviation) {
        return deviation * random.nextGaussian();
    }

    private double spike(double chance, double from, double to) {
        return chance(chance) ? random.nextDouble(from, to) : 0;
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static double clip(double value, double min, double max) {
        return Math.max(min, Math.min(max, value));
    }
}
