package dev.tocsin.gateway.board;

import dev.tocsin.events.CheckStatus;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What several locations agree on. */
final class Quorum {

    /**
     * The most severe status that a quorum supports, a more severe vote counting for each milder one. Blind locations do
     * not vote, and where fewer vote than the quorum asks for, all of them must agree.
     *
     * @return unknown if all locations are blind, null if there is none
     */
    static CheckStatus status(Collection<CheckStatus> votes, int quorum) {
        List<CheckStatus> severestFirst = votes.stream()
                .filter(vote -> vote != CheckStatus.UNKNOWN)
                .sorted(Comparator.reverseOrder())
                .toList();
        if (severestFirst.isEmpty()) {
            return votes.isEmpty() ? null : CheckStatus.UNKNOWN;
        }
        return severestFirst.get(Math.min(Math.max(1, quorum), severestFirst.size()) - 1);
    }

    private Quorum() {}
}
