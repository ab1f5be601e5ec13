package dev.tocsin.gateway.self;

import java.time.Clock;
import java.time.Duration;

/**
 * The gateway's requests by second, so far back that the longest window and the one before it can be counted. Figures over
 * windows answer "how is it now", which totals since the start cannot once there are many of them. Thread-safe.
 */
public final class RequestWindows {

    /** The longest window that can be asked for. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final int CELLS = (int) (2 * LONGEST.toSeconds());

    private final Clock clock;
    private final long startedAt;
    /** Which second a cell stands for. */
    private final long[] second = new long[CELLS];

    private final int[] requests = new int[CELLS];
    private final int[] clientErrors = new int[CELLS];
    private final int[] serverErrors = new int[CELLS];
    private long totalRequests;
    private long totalClientErrors;
    private long totalServerErrors;

    public RequestWindows(Clock clock) {
        this.clock = clock;
        this.startedAt = clock.millis();
    }

    /**
     * Requests of one span of time.
     *
     * @param requests answered, whatever the status
     * @param clientErrors of them, answered with 4xx: what the client did wrong says nothing about the gateway
     * @param serverErrors of them, answered with 5xx
     * @param seconds the time that was really covered, less than was asked for if the gateway is younger; 0 before it started
     */
    public record Counts(long requests, long clientErrors, long serverErrors, double seconds) {

        /** Requests a second over the time covered; 0 if none was. */
        public double perSecond() {
            return seconds > 0 ? requests / seconds : 0;
        }

        /** Share of 5xx, 0..100; 0 without requests. */
        public double errorPercent() {
            return percent(serverErrors);
        }

        /** Share of 4xx, 0..100; 0 without requests. */
        public double clientErrorPercent() {
            return percent(clientErrors);
        }

        private double percent(long part) {
            return requests == 0 ? 0 : part * 100.0 / requests;
        }
    }

    /** Counts a request that has just been answered. */
    public synchronized void count(int status) {
        long now = clock.millis() / 1_000;
        int cell = (int) (now % CELLS);
        if (second[cell] != now) {
            second[cell] = now;
            requests[cell] = 0;
            clientErrors[cell] = 0;
            serverErrors[cell] = 0;
        }
        requests[cell]++;
        totalRequests++;
        if (status >= 500) {
            serverErrors[cell]++;
            totalServerErrors++;
        } else if (status >= 400) {
            clientErrors[cell]++;
            totalClientErrors++;
        }
    }

    /** The newest window of that length, which ends with the running second. */
    public Counts last(Duration length) {
        return windowsAgo(length, 0);
    }

    /** The window of the same length just before it. */
    public Counts before(Duration length) {
        return windowsAgo(length, 1);
    }

    /** Everything since the start. */
    public synchronized Counts total() {
        return new Counts(totalRequests, totalClientErrors, totalServerErrors, upSeconds());
    }

    private synchronized Counts windowsAgo(Duration length, int windows) {
        if (length.toSeconds() < 1 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window has 1 s to " + LONGEST.toSeconds() + " s, not " + length);
        }
        long end = clock.millis() / 1_000 - windows * length.toSeconds();
        long begin = end - length.toSeconds();
        long all = 0;
        long client = 0;
        long server = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            if (second[cell] > begin && second[cell] <= end) {
                all += requests[cell];
                client += clientErrors[cell];
                server += serverErrors[cell];
            }
        }
        double covered = Math.min(length.toSeconds(), upSeconds() - windows * (double) length.toSeconds());
        return new Counts(all, client, server, Math.max(0, covered));
    }

    private double upSeconds() {
        return (clock.millis() - startedAt) / 1_000.0;
    }
}
