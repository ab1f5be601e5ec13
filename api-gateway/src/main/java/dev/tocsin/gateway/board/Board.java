package dev.tocsin.gateway.board;

import java.time.Instant;
import java.util.List;

/** Everything at one moment, as {@code GET /board} answers it. */
public record Board(
        Instant at,
        List<ServiceCard> services,
        List<HostCard> hosts,
        List<IncidentCard> incidents,
        List<NotificationCard> notifications,
        Counts counts) {

    /**
     * How many services there are of each kind.
     *
     * @param healthy status ok
     * @param issues any other status
     * @param noData nothing known
     * @param quarantined records that the jobs refused
     */
    public record Counts(int services, int healthy, int issues, int noData, long quarantined) {}
}
