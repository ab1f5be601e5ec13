package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.RunningJobs.From;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.testkit.oracle.GoldenTraffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.JobID;

/**
 * U1. A job of this build tells the rows that had ended when the savepoint was made, and is ended; the savepoint takes over.
 * It is written by the test {@code GoldenSavepointIT} of the room flink-job.
 */
final class GoldenSavepoint implements Fault {

    private static final String PLACE = "flink-job/src/test/resources/golden/detection";

    @Override
    public String id() {
        return "U1";
    }

    @Override
    public String sentence() {
        return "the golden savepoint is restored and fed on: rows are exact";
    }

    @Override
    public int records() {
        return 200_000;
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        Path savepoint = Path.of(System.getProperty("tocsin.home", ""), PLACE).toAbsolutePath();
        if (!Files.exists(savepoint)) {
            throw new BadSettingException(
                    "There is no golden savepoint yet; write it with ./tocsin test -pl flink-job -am"
                            + " -Dit.test=GoldenSavepointIT -Dtocsin.golden.write=true");
        }
        try (Trial trial = Trial.open(terms, id(), Trial.plan(false), GoldenTraffic.begin())) {
            trial.feed(GoldenTraffic.RECORDS);
            JobID before = trial.stand().jobs().detection(2, Trial.CHECKPOINT_EVERY, From.BEGINNING);
            Awaiting.until(
                    "the job has read what the savepoint has read",
                    Duration.ofMinutes(3),
                    () -> trial.outputs().quarantined() == trial.oracle().quarantined());
            // Stopped as the one was that made the golden savepoint: what had ended by then was told by this one.
            trial.stand().jobs().stopWithSavepoint(before);
            trial.stand().jobs().submit("detection restored", 2, Trial.CHECKPOINT_EVERY, Optional.of(savepoint));
            trial.feed(terms.records());
            trial.settle();
            return trial.outcome();
        }
    }
}
