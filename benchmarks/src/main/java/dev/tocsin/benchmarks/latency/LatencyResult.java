package dev.tocsin.benchmarks.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * The delays at one rate, ms.
 *
 * @param seen from handing a result to Kafka until the gateway answers with it
 * @param stored from the moment a slice's row is due until Postgres answers with it
 * @param rung from handing the deciding result to Kafka until the request reaches the Slack stand-in
 */
record LatencyResult(int perSecond, Delays seen, Delays stored, Delays rung) {

    LatencyResult(int perSecond) {
        this(perSecond, new Delays(), new Delays(), new Delays());
    }

    void writeTo(ObjectNode node) {
        node.put("eventsPerSecond", perSecond);
        write(node.putObject("liveView"), seen);
        write(node.putObject("storedRow"), stored);
        write(node.putObject("slack"), rung);
    }

    boolean complete() {
        return seen.missing() + stored.missing() + rung.missing() == 0
                && seen.size() > 0
                && stored.size() > 0
                && rung.size() > 0;
    }

    private static void write(ObjectNode node, Delays delays) {
        node.put("p50Ms", delays.percentile(50))
                .put("p99Ms", delays.percentile(99))
                .put("samples", delays.size())
                .put("missing", delays.missing());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,7d events/s  live view %s  stored row %s  Slack %s",
                perSecond,
                text(seen),
                text(stored),
                text(rung));
    }

    private static String text(Delays delays) {
        return String.format(
                        Locale.ROOT,
                        "P50 %.0f ms, P99 %.0f ms (%d)",
                        delays.percentile(50),
                        delays.percentile(99),
                        delays.size())
                + (delays.missing() == 0 ? "" : ", " + delays.missing() + " MISSING");
    }
}
