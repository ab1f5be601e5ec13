package dev.tocsin.gateway.board;

import static dev.tocsin.events.CheckStatus.DOWN;
import static dev.tocsin.events.CheckStatus.ERROR;
import static dev.tocsin.events.CheckStatus.OK;
import static dev.tocsin.events.CheckStatus.UNKNOWN;
import static dev.tocsin.events.CheckStatus.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuorumTest {

    @Test
    void shouldTakeTheMostSevereStatusThatAQuorumSupports() {
        assertThat(Quorum.status(List.of(OK, DOWN, OK), 1)).isEqualTo(DOWN);
        assertThat(Quorum.status(List.of(OK, DOWN, OK), 2)).isEqualTo(OK);
        assertThat(Quorum.status(List.of(DOWN, DOWN, OK), 2)).isEqualTo(DOWN);
    }

    @Test
    void shouldCountASevereVoteForEachMilderStatus() {
        assertThat(Quorum.status(List.of(WARN, DOWN, OK), 2)).isEqualTo(WARN);
        assertThat(Quorum.status(List.of(ERROR, DOWN, OK), 2)).isEqualTo(ERROR);
    }

    @Test
    void shouldNotLetBlindLocationsVote() {
        assertThat(Quorum.status(List.of(UNKNOWN, OK), 2)).isEqualTo(OK);
        assertThat(Quorum.status(List.of(UNKNOWN, UNKNOWN), 1)).isEqualTo(UNKNOWN);
        assertThat(Quorum.status(List.of(), 1)).isNull();
    }
}
