package dev.tocsin.testkit.oracle;

import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/**
 * Seeded probe results with everything that goes wrong in reality: disorder at the bound and past it, records that are late
 * for slices and for rollups, clocks that run ahead, the year 2100, seconds where milliseconds belong, and malformed ones.
 *
 * <p>Time is invented: each record says when the broker is to have appended it, ascending, so topics must take the sender's
 * timestamps.
 */
public final class Traffic {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long YEAR_2100 = 4_102_444_800_000L;
    private static final String[] LOCATIONS = {"eu-1", "us-1"};

    private final Random random;
    private final int services;
    private final long stepMicros;
    private long nowMicros;

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

    /** A record to produce; the key decides its partition. */
    public record Draft(String topic, String key, long appendTime, byte[] value) {}

    /** When the next record will be appended, epoch ms. */
    public long now() {
        return nowMicros / 1_000;
    }

    public Draft next() {
        nowMicros += stepMicros;
        long appendTime = now();
        String service = "service-" + random.nextInt(services);
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
        String latency =
                answered ? String.format(Locale.ROOT, "%.3f", Math.exp(3 + 1.5 * random.nextGaussian())) : "null";
        return "{\"id\":\"" + Long.toHexString(random.nextLong()) + "\",\"service\":\"" + service
                + "\",\"location\":\"" + LOCATIONS[random.nextInt(LOCATIONS.length)]
                + "\",\"kind\":\"http\",\"timestamp\":" + eventTime + ",\"status\":\"" + status
                + "\",\"latencyMs\":" + latency + ",\"apdexMs\":" + (random.nextBoolean() ? 50 : 100)
                + ",\"intervalMs\":1000,\"error\":" + (answered ? "null" : "\"connection refused\"") + "}";
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
