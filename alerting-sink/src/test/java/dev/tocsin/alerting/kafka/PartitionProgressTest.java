package dev.tocsin.alerting.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionProgressTest {

    private final PartitionProgress progress = new PartitionProgress();

    @Test
    void shouldCommitNothingBeforeAnythingIsSettled() {
        assertThat(progress.toCommit()).isEmpty();
        progress.begin(0);
        assertThat(progress.toCommit()).isEmpty();
    }

    @Test
    void shouldNeverPassTheOldestThatIsUnderWay() {
        for (long offset = 10; offset < 15; offset++) {
            progress.begin(offset);
        }
        progress.done(11);
        progress.done(12);
        progress.done(14);
        assertThat(progress.toCommit()).hasValue(10);

        progress.done(10);
        assertThat(progress.toCommit()).hasValue(13);

        progress.done(13);
        assertThat(progress.toCommit()).hasValue(15);
        assertThat(progress.underWay()).isZero();
    }

    @Test
    void shouldSubmitAPositionOnceUnlessItWasRefused() {
        progress.begin(0);
        progress.done(0);
        progress.submitted(1);
        assertThat(progress.toCommit()).isEmpty();

        progress.refused();
        assertThat(progress.toCommit()).hasValue(1);
    }

    @Test
    void shouldStepOverGapsInTheOffsets() {
        progress.begin(3);
        progress.begin(9);
        progress.done(3);
        assertThat(progress.toCommit()).hasValue(9);
        progress.done(9);
        assertThat(progress.toCommit()).hasValue(10);
    }
}
