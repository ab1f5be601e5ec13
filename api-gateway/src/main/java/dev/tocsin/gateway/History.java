package dev.tocsin.gateway;

import dev.tocsin.events.Resolution;
import dev.tocsin.gateway.board.LastCheck;
import dev.tocsin.gateway.board.StatusBoard;
import dev.tocsin.gateway.store.AggregateHistory;
import dev.tocsin.gateway.store.CheckHistory;
import dev.tocsin.gateway.store.IncidentHistory;
import java.time.Clock;

/** Fills a new board with what Postgres knows, so that a restart forgets nothing. */
final class History {

    private static final long SLICES_MS = 20 * 60_000;
    private static final long MINUTES_MS = 3 * 3_600_000;
    private static final long HOURS_MS = 26 * 3_600_000;
    private static final int INCIDENTS = 100;

    static void load(
            StatusBoard board,
            AggregateHistory aggregates,
            CheckHistory checks,
            IncidentHistory incidents,
            Clock clock) {
        long now = clock.millis();
        loadRollups(board, aggregates, now);
        aggregates.since(Resolution.SLICE, now - SLICES_MS, board::put);
        checks.newestOfEach()
                .forEach(check -> board.put(
                        check.service(),
                        new LastCheck(
                                check.location(),
                                check.status(),
                                check.latencyMs(),
                                check.at().toEpochMilli(),
                                check.error())));
        incidents.newest(INCIDENTS).forEach(transition -> board.put(transition, false));
        incidents.notifications(INCIDENTS).forEach(notification -> board.put(notification, false));
    }

    /**
     * Minutes and hours once more: what the recording job had not written yet when the gateway started, since Postgres had
     * been away, lies further back by now than the topic is read.
     */
    static void loadRollups(StatusBoard board, AggregateHistory aggregates, long now) {
        aggregates.since(Resolution.HOUR, now - HOURS_MS, board::put);
        aggregates.since(Resolution.MINUTE, now - MINUTES_MS, board::put);
    }

    private History() {}
}
