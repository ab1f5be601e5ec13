package dev.tocsin.gateway.board;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.health.figures.ServiceLabel;
import java.time.Instant;
import java.util.Collection;
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
    public record Counts(int services, int healthy, int issues, int noData, long quarantined) {

        public static Counts of(Collection<ServiceCard> cards, long quarantined) {
            int healthy = 0;
            int noData = 0;
            for (ServiceCard card : cards) {
                healthy += card.status() == CheckStatus.OK ? 1 : 0;
                noData += card.tier().equals(ServiceLabel.NO_DATA.colour()) ? 1 : 0;
            }
            return new Counts(cards.size(), healthy, cards.size() - healthy - noData, noData, quarantined);
        }
    }
}
