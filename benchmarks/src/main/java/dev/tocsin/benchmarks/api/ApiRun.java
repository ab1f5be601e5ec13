package dev.tocsin.benchmarks.api;

import dev.tocsin.benchmarks.api.Clients.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** What a gateway answers and takes, over HTTP. */
final class ApiRun {

    private static final String DASHBOARD = "Telemetry Dashboard";
    private static final String FASTAPI = "FastAPI Metrics";
    /** Measured of these programs on such a machine; of the first, the better end of what was seen. */
    private static final double DASHBOARD_SAMPLES = 661;

    private static final double DASHBOARD_ONE_SERIES_MS = 1.3;
    private static final double DASHBOARD_HOUR_MS = 104;
    private static final double FASTAPI_HEALTH = 2_900;
    private static final double FASTAPI_METRICS = 980;

    private static final int MANY = 64;
    /** Requests before those that are counted: compiling is not what is asked about. */
    private static final int WARM_UP = 10_000;

    private static final int IN_BULK = 2_000;
    private static final long ARCHIVE_PATIENCE_MS = 600_000;

    private final ApiTable table;
    private final int port;
    private final int services;
    private final int seconds;
    private final SplittableRandom random = new SplittableRandom(3);

    ApiRun(ApiTable table, int port, int services, int seconds) {
        this.table = table;
        this.port = port;
        this.services = services;
        this.seconds = seconds;
    }

    void reads() throws Exception {
        // Before the history is in memory, everything comes from Postgres.
        Seen cold = new Clients(port, 1).asFastAsPossible(20, number -> day(1));
        table.time(
                "24 h x 10 s of one service, from Postgres: P50",
                cold.timings().percentileMs(50),
                Double.NaN,
                Double.NaN,
                "");
        awaitArchive();
        LongFunction<byte[]> summary =
                number -> HttpConnection.get("/services/" + (1 + random.nextInt(services)) + "/metrics-summary");
        new Clients(port, 4).asFastAsPossible(20_000, summary);
        Seen paced = new Clients(port, 16).atRate(1_000, 1_000L * seconds, summary);
        table.time("metrics-summary at 1,000/s: P50", paced.timings().percentileMs(50), Double.NaN, Double.NaN, "");
        table.time("metrics-summary at 1,000/s: P99", paced.timings().percentileMs(99), 3, Double.NaN, "");

        queries("24 h x 10 s of one service", 1, 300, 25);
        queries("24 h x 10 s of 100 services, merged", 100, 40, 250);
        new Clients(port, 1).asFastAsPossible(100, number -> lastHour("1m"));
        Seen hour = new Clients(port, 1).asFastAsPossible(300, number -> lastHour("1m"));
        table.time(
                "an hour by the minute of one service: P50",
                hour.timings().percentileMs(50),
                Double.NaN,
                DASHBOARD_HOUR_MS,
                DASHBOARD);
        Seen series = new Clients(port, 1).asFastAsPossible(300, number -> lastHour("10s"));
        table.time(
                "an hour by 10 s of one service: P50",
                series.timings().percentileMs(50),
                Double.NaN,
                DASHBOARD_ONE_SERIES_MS,
                DASHBOARD);
        byte[] request = HttpConnection.get("/metrics");
        new Clients(port, 1).asFastAsPossible(50, number -> request);
        Seen scrape = new Clients(port, 1).asFastAsPossible(20L * seconds, number -> request);
        table.time(
                "/metrics with " + services + " services: P50",
                scrape.timings().percentileMs(50),
                Double.NaN,
                Double.NaN,
                "");
    }

    /** What it says of itself, with no service to tell of, as the other has none. */
    void self() throws Exception {
        rate("/health", FASTAPI_HEALTH);
        rate("/metrics without a service", FASTAPI_METRICS);
    }

    private void queries(String what, int ofServices, int requests, double atMost) throws Exception {
        new Clients(port, 1).asFastAsPossible(Math.max(10, requests / 4), number -> day(ofServices));
        Seen seen = new Clients(port, 1).asFastAsPossible(requests, number -> day(ofServices));
        table.time(what + ": P50", seen.timings().percentileMs(50), Double.NaN, Double.NaN, "");
        table.time(what + ": P99", seen.timings().percentileMs(99), atMost, Double.NaN, "");
    }

    private void rate(String what, double beside) throws Exception {
        byte[] request = HttpConnection.get(what.split(" ")[0]);
        new Clients(port, 8).asFastAsPossible(WARM_UP, number -> request);
        Seen seen = new Clients(port, 8).asFastAsPossible(500L * seconds, number -> request);
        table.rate(what, seen.perSecond(), Double.NaN, beside, FASTAPI);
    }

    private byte[] day(int ofServices) {
        StringBuilder names = new StringBuilder();
        int first = random.nextInt(Math.max(1, services - ofServices + 1));
        for (int i = 0; i < Math.min(ofServices, services); i++) {
            names.append(i == 0 ? "\"" : ", \"")
                    .append(SeededHistory.service(first + i))
                    .append('"');
        }
        Instant now = Instant.now();
        return query("\"from\": \"" + now.minusSeconds(86_390) + "\", \"to\": \"" + now + "\", \"step\": \"10s\","
                + " \"sources\": [\"probe\"], \"metric_types\": [\"latency\"], \"group_by\": [], \"services\": ["
                + names
                + "]");
    }

    private byte[] lastHour(String step) {
        Instant now = Instant.now();
        return query("\"from\": \"" + now.minusSeconds(3_600) + "\", \"to\": \"" + now + "\", \"step\": \"" + step
                + "\", \"metric_types\": [\"latency\"], \"services\": [\""
                + SeededHistory.service(random.nextInt(services))
                + "\"]");
    }

    private static byte[] query(String fields) {
        return HttpConnection.post("/metrics/query", ("{" + fields + "}").getBytes(StandardCharsets.UTF_8));
    }

    /** @param bare the port of the bare handler */
    void writes(int bare) throws Exception {
        long each = 1_000L * seconds;
        LongFunction<byte[]> single = number -> HttpConnection.post("/metrics/ingest", sample(number));
        for (int server : new int[] {bare, port}) {
            new Clients(server, MANY).asFastAsPossible(each, single);
        }
        double bareBest = 0;
        double best = 0;
        for (int round = 0; round < 3; round++) {
            bareBest = Math.max(
                    bareBest,
                    new Clients(bare, MANY).asFastAsPossible(each, single).perSecond());
            best = Math.max(
                    best, new Clients(port, MANY).asFastAsPossible(each, single).perSecond());
        }
        table.rate("a bare handler that awaits the broker", bareBest, Double.NaN, Double.NaN, "");
        table.rate("single samples, best of 3", best, bareBest / 2, bareBest, "the bare handler");
        table.rate("the same", best, 10 * DASHBOARD_SAMPLES, DASHBOARD_SAMPLES, DASHBOARD);

        LongFunction<byte[]> bulk = number -> HttpConnection.post("/metrics/ingest/bulk", samples(number));
        new Clients(port, 2).asFastAsPossible(100, bulk);
        Seen seen = new Clients(port, 2).asFastAsPossible(40L * seconds, bulk);
        table.rate(
                "samples in bulk, " + IN_BULK + " a request",
                seen.perSecond() * IN_BULK,
                100_000,
                DASHBOARD_SAMPLES,
                DASHBOARD);
    }

    private static byte[] sample(long number) {
        return text(number).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(long number) {
        return "{\"timestamp\": \"" + Instant.now() + "\", \"service\": \"pushed-" + number % 50
                + "\", \"metric_type\": \"latency\", \"value\": " + (20 + number % 400)
                + ".25, \"tags\": {\"region\": \"eu\"}}";
    }

    private static byte[] samples(long number) {
        StringBuilder all = new StringBuilder("[");
        for (int i = 0; i < IN_BULK; i++) {
            all.append(i == 0 ? "" : ",").append(text(number * IN_BULK + i));
        }
        return all.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void awaitArchive() throws IOException, InterruptedException {
        long deadline = System.currentTimeMillis() + ARCHIVE_PATIENCE_MS;
        double wanted = (System.currentTimeMillis() - 86_400_000) / 1_000.0;
        try (HttpConnection connection = new HttpConnection(port)) {
            while (reach(connection) > wanted) {
                if (System.currentTimeMillis() > deadline) {
                    throw new IOException("the last 24 hours were not in memory within 10 min");
                }
                Thread.sleep(500);
            }
        }
    }

    private static double reach(HttpConnection connection) throws IOException {
        connection.exchange(HttpConnection.get("/metrics"));
        return connection
                .body()
                .lines()
                .filter(line -> line.startsWith("tocsin_slice_archive_reach_timestamp_seconds "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1].replace("+Inf", "Infinity")))
                .findFirst()
                .orElseThrow();
    }
}
