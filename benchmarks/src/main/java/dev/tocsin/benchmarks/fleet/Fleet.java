package dev.tocsin.benchmarks.fleet;

import dev.tocsin.events.CheckStatus;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Results one after the other, the same from the same plan: append times ascend, event times lie up to 1.9 s before them,
 * latencies are log-normal with a median of 80 ms, three results of a thousand are errors and two have no answer at all. So
 * services are well, as most are most of the time, and nothing is late.
 *
 * <p>A cursor: {@link #next()} moves it, the other methods tell of the result that it stands on. Not thread-safe.
 */
public final class Fleet {

    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int ID_LENGTH = 26;
    private static final int DISORDER_MS = 1_900;

    private final FleetPlan plan;
    private final long start;
    private final SplittableRandom random;
    private final String[] services;
    private final byte[][] keys;
    private final StringBuilder json = new StringBuilder(256);
    private long made;
    private int series;
    private long appendTime;
    private long eventTime;
    private CheckStatus status = CheckStatus.OK;
    private int latencyMicros;

    public Fleet(FleetPlan plan) {
        this(plan, FleetPlan.START + DISORDER_MS);
    }

    /** @param start when the first result is appended, epoch ms */
    public Fleet(FleetPlan plan, long start) {
        this.plan = plan;
        this.start = start;
        this.random = new SplittableRandom(plan.seed());
        this.services = new String[plan.services()];
        this.keys = new byte[plan.services()][];
        for (int i = 0; i < services.length; i++) {
            services[i] = FleetPlan.service(i);
            keys[i] = services[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Moves to the next result; false if there is none. */
    public boolean next() {
        if (made == plan.records()) {
            return false;
        }
        appendTime = start + made * 1_000 / plan.perSecond();
        made++;
        series = random.nextInt(plan.series());
        eventTime = appendTime - random.nextInt(DISORDER_MS + 1);
        int luck = random.nextInt(1_000);
        status = luck < 995 ? CheckStatus.OK : luck < 998 ? CheckStatus.ERROR : CheckStatus.DOWN;
        latencyMicros =
                status == CheckStatus.DOWN ? -1 : (int) Math.min(60e6, 80_000 * Math.exp(0.6 * random.nextGaussian()));
        return true;
    }

    int series() {
        return series;
    }

    public long appendTime() {
        return appendTime;
    }

    long eventTime() {
        return eventTime;
    }

    CheckStatus status() {
        return status;
    }

    /** The latency in µs, which is as it is scaled in aggregates; -1 without an answer. */
    int latencyMicros() {
        return latencyMicros;
    }

    public byte[] key() {
        return keys[series / FleetPlan.LOCATIONS.length];
    }

    /** The result as a producer would write it, about 200 bytes. */
    public byte[] json() {
        json.setLength(0);
        json.append("{\"id\":\"");
        appendId();
        json.append("\",\"service\":\"").append(services[series / FleetPlan.LOCATIONS.length]);
        json.append("\",\"location\":\"").append(FleetPlan.LOCATIONS[series % FleetPlan.LOCATIONS.length]);
        json.append("\",\"kind\":\"http\",\"timestamp\":").append(eventTime);
        json.append(",\"status\":\"").append(status.wire());
        switch (status) {
            case OK -> appendLatency(",\"statusCode\":200");
            case ERROR -> appendLatency(",\"statusCode\":503");
            case DOWN, WARN, UNKNOWN -> json.append("\",\"error\":\"connection refused\"");
        }
        json.append(",\"apdexMs\":").append(FleetPlan.APDEX_MS);
        json.append(",\"intervalMs\":").append(FleetPlan.INTERVAL_MS).append('}');
        return json.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void appendLatency(String andThen) {
        json.append("\",\"latencyMs\":").append(latencyMicros / 1_000).append('.');
        int rest = latencyMicros % 1_000;
        json.append((char) ('0' + rest / 100))
                .append((char) ('0' + rest / 10 % 10))
                .append((char) ('0' + rest % 10));
        json.append(andThen);
    }

    private void appendId() {
        long first = appendTime;
        long second = random.nextLong();
        for (int i = 0; i < ID_LENGTH; i++) {
            int shift = 5 * (i % 10);
            json.append(DIGITS[(int) ((i < 10 ? first >>> 45 - shift : second >>> shift) & 31)]);
        }
    }
}
