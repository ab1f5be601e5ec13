package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/** P3. Detection must not notice; recording waits, and afterwards catches up with what has gathered meanwhile. */
final class DatabaseGone implements Fault {

    private static final int PER_SECOND = 500;
    private static final Duration GONE = Duration.ofMinutes(5);
    private static final double CAUGHT_UP_SECONDS = 60;
    /** Recording waits a minute for a connection before it gives up and is restarted. */
    private static final int MOST_RESTARTS = 7;

    @Override
    public String id() {
        return "P3";
    }

    @Override
    public String sentence() {
        return "Postgres is gone for 5 minutes: detection goes on, recording does not storm and has caught up 60 s later";
    }

    @Override
    public int records() {
        return 30_000;
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        try (Trial trial = Trial.open(terms, id(), true)) {
            Database database = trial.stand().database();
            JobID detection = trial.startDetection();
            JobID recording = trial.startRecording();
            trial.feed().begin(terms.records(), PER_SECOND);
            trial.feed().awaitSent(trial.within(0.2, 0.8));
            database.stop();
            trial.breaks();
            trial.claimWithin(CAUGHT_UP_SECONDS, trial.awaitRecovery(), "detection told of records fed after the stop");
            Awaiting.pause(GONE);
            Map<Integer, Long> behind = trial.feed().ends();
            long begun = System.nanoTime();
            database.start();
            Awaiting.until(
                    "Postgres holds what was fed before it returned",
                    Duration.ofMinutes(5),
                    () -> isCaughtUp(recorded(database), behind));
            double caughtUp = (System.nanoTime() - begun) / 1e9;
            trial.recovered(caughtUp);
            trial.claimWithin(CAUGHT_UP_SECONDS, caughtUp, "recording caught up");
            int restarts = trial.stand().flink().rest().restarts(recording);
            trial.claim(restarts <= MOST_RESTARTS, "restarts of recording: " + restarts);
            int detectionRestarts = trial.stand().flink().rest().restarts(detection);
            trial.claim(detectionRestarts == 0, "restarts of detection: " + detectionRestarts);
            trial.settle();
            return trial.outcome();
        }
    }

    private static boolean isCaughtUp(Map<Integer, Long> recorded, Map<Integer, Long> behind) {
        return behind.entrySet().stream().allMatch(end -> recorded.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    /** By partition, the largest offset among the raw rows. */
    private static Map<Integer, Long> recorded(Database database) {
        Map<Integer, Long> offsets = new HashMap<>();
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT partition, max(\"offset\") AS newest FROM checks GROUP BY partition")) {
            while (row.next()) {
                offsets.put(row.getInt("partition"), row.getLong("newest"));
            }
            return offsets;
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres cannot be asked", e);
        }
    }
}
