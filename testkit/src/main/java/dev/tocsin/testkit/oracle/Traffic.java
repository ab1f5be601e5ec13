package dev.tocsin.testkit.oracle;

import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;

/**
 * Seeded probe results with everything that goes wrong in reality: disorder at the bound and past it, records that are late
 * for slices and for rollups, clocks that run ahead, the year 2100, seconds where milliseconds belong, and malformed ones.
 *
 * <p>Time is invented: each record says when the broker is to have appended it, ascending, so topics must take the sender's
 * timestamps.
 */
public final class Traffic implements Drafts {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long YEAR_2100 = 4_102_444_800_000L;
    private static final String[] LOCATIONS = {"eu-1", "us-1"};
    private static final String[] METRICS = {"latency", "error_rate", "throughput", "cpu", "memory"};

    private final Random random;
    private final int services;
    private final long stepMicros;
    private long nowMicros;
    private boolean mixed;

    /**
     * Begins a stretch of traffic.
     *
     * @param start time of the first record, epoch ms
     * @param perSecond records per invented second
     */
    public Traffic(long seed, int services, long start, int perSecond) {
        this.random = new Random(seed);
        this.services = services;
        this.nowMicros = start * 1_000;
        this.stepMicros = 1_000_000L / perSecond;
    }

    /** Lets services report telemetry, and hosts samples, beside the probe results. */
    public Traffic mixed() {
        mixed = true;
        return this;
    }

    /** A record to produce; the key decides its partition. */
    public record Draft(String topic, String key, long appendTime, byte[] value) {}

    @Override
    public long now() {
        return nowMicros / 1_000;
    }

    @Override
    public Draft next() {
        nowMicros += stepMicros;
        long appendTime = now();
        String service = "service-" + random.nextInt(services);
        if (mixed && random.nextInt(3) == 0) {
            return other(service, appendTime, appendTime - lateness());
        }
        String json = json(service, appendTime - lateness());
        return new Draft(Topics.PROBE_RESULTS, service, appendTime, spoil(json));
    }

    private long lateness() {
        int luck = random.nextInt(1_000);
        if (luck < 900) {
            return between(0, 1_900);
        }
        if (luck < 950) {
            return between(2 * SECOND, MINUTE);
        }
        if (luck < 970) {
            return between(MINUTE, 10 * MINUTE);
        }
        if (luck < 972) {
            return 10 * MINUTE;
        }
        if (luck < 982) {
            return between(10 * MINUTE + 1, 2 * HOUR);
        }
        if (luck < 986) {
            return between(2 * HOUR + 1, 48 * HOUR);
        }
        if (luck < 994) {
            return -between(0, 2 * MINUTE);
        }
        return luck < 997 ? -between(2 * MINUTE + 1, HOUR) : now() - YEAR_2100;
    }

    private String json(String service, long eventTime) {
        int luck = random.nextInt(100);
        String status = luck < 90 ? "ok" : luck < 93 ? "warn" : luck < 96 ? "error" : luck < 99 ? "down" : "unknown";
        boolean answered = luck < 96;
        String latency = answered ? threeDecimals(Math.exp(3 + 1.5 * random.nextGaussian())) : "null";
        return "{\"id\":\"" + Long.toHexString(random.nextLong()) + "\",\"service\":\"" + service
                + "\",\"location\":\"" + LOCATIONS[random.nextInt(LOCATIONS.length)]
                + "\",\"kind\":\"http\",\"timestamp\":" + eventTime + ",\"status\":\"" + status
                + "\",\"latencyMs\":" + latency + ",\"apdexMs\":" + (random.nextBoolean() ? 50 : 100)
                + ",\"intervalMs\":1000,\"error\":" + (answered ? "null" : "\"connection refused\"") + "}";
    }

    private Draft other(String service, long appendTime, long eventTime) {
        if (random.nextBoolean()) {
            return new Draft(Topics.TELEMETRY, service, appendTime, spoil(telemetry(service, eventTime)));
        }
        String host = service.replace("service-", "host-");
        return new Draft(Topics.HOST_SAMPLES, host, appendTime, spoil(host(host, eventTime)));
    }

    private String telemetry(String service, long eventTime) {
        String metric = METRICS[random.nextInt(METRICS.length)];
        String time = random.nextBoolean()
                ? Long.toString(eventTime)
                : "\"" + Instant.ofEpochMilli(eventTime).atOffset(ZoneOffset.ofHours(2)) + "\"";
        return "{\"timestamp\":" + time + ",\"service\":\"" + service + "\",\"metric_type\":\"" + metric
                + "\",\"value\":" + decimal(metric.equals("error_rate") ? 1 : 100)
                + ",\"tags\":{\"region\":\"eu\"}}";
    }

    private String host(String host, long eventTime) {
        return "{\"id\":\"1\",\"host\":\"" + host + "\",\"timestamp\":" + eventTime + ",\"intervalMs\":1000,"
                + "\"cpu\":{\"physical_cores\":1,\"logical_cores\":2,\"cpu_freq_current\":0,\"cpu_freq_min\":0,"
                + "\"cpu_freq_max\":0,\"cpu_percent\":" + decimal(100) + ",\"per_cpu_percent\":[" + decimal(100) + ","
                + decimal(100) + "],\"ctx_switches\":1,\"interrupts\":1,\"soft_interrupts\":1,\"syscalls\":0},"
                + "\"memory\":{\"total\":100,\"available\":50,\"used\":50,\"free\":10,\"percent\":" + decimal(100)
                + ",\"swap_total\":" + random.nextInt(2) + ",\"swap_used\":0,\"swap_free\":0,\"swap_percent\":"
                + decimal(100) + ",\"swap_in\":0,\"swap_out\":0},\"gpu\":"
                + (random.nextBoolean()
                        ? "null"
                        : "{\"devices\":[{\"name\":\"one\",\"temperature\":" + decimal(90) + ",\"gpu_utilization\":"
                                + (random.nextBoolean() ? "null" : decimal(100)) + "}]}")
                + "}";
    }

    private String decimal(int below) {
        return threeDecimals(below * random.nextDouble());
    }

    /** Many times faster than a format. */
    private static String threeDecimals(double value) {
        long thousandths = Math.round(value * 1_000);
        String decimals = Long.toString(1_000 + thousandths % 1_000);
        return thousandths / 1_000 + "." + decimals.substring(1);
    }

    private byte[] spoil(String json) {
        String spoiled =
                switch (random.nextInt(600)) {
                    case 0 -> json.substring(0, random.nextInt(json.length() - 1) + 1);
                    case 1 -> json.replace("\"latencyMs\":", "\"latencyMs\":NaN,\"x\":");
                    case 2 -> "[".repeat(1_000);
                    case 3 -> json.replace("\"service\":\"service-", "\"service\":\" \",\"was\":\"");
                    case 4 -> json + json;
                    case 5 -> json.replaceAll("\"timestamp\":(\\d+)\\d{3}", "\"timestamp\":$1");
                    case 6 -> json.replace("\"kind\":\"", "\"kind\":\"" + "x".repeat(70_000));
                    default -> json;
                };
        return spoiled.getBytes(StandardCharsets.UTF_8);
    }

    private long between(long low, long high) {
        return low + random.nextLong(high - low + 1);
    }
}
