package dev.tocsin.benchmarks.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** How long a sample takes from its POST to the frames of those who listen. */
final class LiveRun {

    private static final String DASHBOARD = "Telemetry Dashboard";
    private static final int PER_SECOND = 25;
    /** Samples before those that are counted: a gateway that has run for an hour has compiled what it needs. */
    private static final int WARM_UP = 60_000;

    private static final int HELD = 2_000;
    private static final long PATIENCE_MS = 10_000;

    private final ApiTable table;
    private final int port;
    private final int seconds;

    LiveRun(ApiTable table, int port, int seconds) {
        this.table = table;
        this.port = port;
        this.seconds = seconds;
    }

    void follow() throws Exception {
        run(1, WARM_UP, 1_500, "warm-1");
        run(100, WARM_UP / 30, 200, "warm-100");
        follow(100, 10, 6.5, 24);
        follow(1, 4, 3.1, 4.0);
        hold();
    }

    private void follow(int clients, double atMost, double besideP50, double besideP99) throws Exception {
        // What was hot at the pace of the warm-up is still being compiled for some seconds.
        run(clients, 10 * PER_SECOND, PER_SECOND, "settling-" + clients);
        Timings seen = run(clients, seconds * 4 * PER_SECOND, PER_SECOND, "counted-" + clients);
        String what = "POST to frame at 25/s, clients: " + clients;
        table.time(what + ": P50", seen.percentileMs(50), Double.NaN, besideP50, DASHBOARD);
        table.time(what + ": P99", seen.percentileMs(99), atMost, besideP99, DASHBOARD);
    }

    private Timings run(int clients, int samples, int perSecond, String name) throws Exception {
        try (LiveClients live = LiveClients.open(port, clients)) {
            awaitTrue(live, "first frames", () -> live.greeted() == clients);
            new Clients(port, 2)
                    .atRate(
                            perSecond,
                            samples,
                            number -> HttpConnection.post("/metrics/ingest", sample(name + "-" + number, live)));
            awaitTrue(live, clients * samples + " frames", () -> live.frames() == clients * samples);
            return live.seen();
        }
    }

    private static byte[] sample(String mark, LiveClients live) {
        live.sending(mark);
        return ("{\"timestamp\": \"" + Instant.now() + "\", \"service\": \"live\", \"metric_type\": \"latency\","
                        + " \"value\": 12.5, \"tags\": {\"mark\": \"" + mark + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void hold() throws Exception {
        try (LiveClients live = LiveClients.open(port, HELD)) {
            awaitTrue(live, "first frames", () -> live.greeted() == HELD);
            int samples = 5 * PER_SECOND;
            new Clients(port, 2)
                    .atRate(
                            PER_SECOND,
                            samples,
                            number -> HttpConnection.post("/metrics/ingest", sample("held-" + number, live)));
            awaitTrue(live, HELD * samples + " frames", () -> live.frames() == HELD * samples);
            table.rate("clients that hold at 25/s (of " + HELD + ")", live.connected(), HELD, Double.NaN, "");
            table.time("POST to frame with so many: P99", live.seen().percentileMs(99), Double.NaN, Double.NaN, "");
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void awaitTrue(LiveClients live, String what, Condition condition) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MS;
        while (!condition.holds()) {
            if (System.currentTimeMillis() > deadline) {
                throw new IllegalStateException("still missing after 10 s: " + what + "; there are "
                        + live.frames() + ", and " + live.connected() + " clients are connected "
                        + live.firstEnd());
            }
            Thread.sleep(5);
        }
    }
}
