package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** P1. Struck while a session of the recording job is known to be in the middle of a statement. */
final class PostmasterDies implements Fault {

    private static final int PER_SECOND = 2_500;
    private final int times;

    PostmasterDies(int times) {
        this.times = times;
    }

    @Override
    public String id() {
        return "P1";
    }

    @Override
    public String sentence() {
        return "the postmaster is killed with -9 in the middle of a batch, three times: rows are exact in Kafka and Postgres";
    }

    @Override
    public int records() {
        return 100_000;
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        try (Trial trial = Trial.open(terms, id(), true)) {
            Database database = trial.stand().database();
            trial.startDetection();
            trial.startRecording();
            trial.feed().begin(terms.records(), PER_SECOND);
            for (int kill = 0; kill < times; kill++) {
                trial.feed().awaitSent(trial.within((kill + 0.4) / (times + 1), (kill + 0.9) / (times + 1)));
                awaitBatch(database);
                database.kill();
                trial.say("postmaster killed at record " + trial.feed().sent());
                database.start();
            }
            trial.settle();
            return trial.outcome();
        }
    }

    private static void awaitBatch(Database database) throws SQLException {
        try (Connection connection = database.connect()) {
            Awaiting.until(
                    () -> "a batch is being written",
                    Duration.ofMinutes(1),
                    Duration.ofMillis(1),
                    () -> isWriting(connection));
        }
    }

    private static boolean isWriting(Connection connection) {
        try (var statement = connection.createStatement();
                ResultSet active = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                        + " AND application_name = 'tocsin-recording' AND query LIKE 'INSERT%'")) {
            active.next();
            return active.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres cannot be asked", e);
        }
    }
}
