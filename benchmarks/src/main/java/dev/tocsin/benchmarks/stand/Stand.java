package dev.tocsin.benchmarks.stand;

import dev.tocsin.testkit.TestTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** All processes of one trial. */
public final class Stand implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private Broker broker;
    private Optional<Database> database = Optional.empty();
    private FlinkProcesses flink;
    private RunningJobs jobs;

    private Stand() {}

    /**
     * What it is made of.
     *
     * @param taskManagers how many
     * @param slots of each TaskManager
     * @param heapMb of each TaskManager
     * @param database whether there is a PostgreSQL
     * @param stamp whose time records carry
     */
    public record Plan(int taskManagers, int slots, int heapMb, boolean database, TestTopics.Stamp stamp) {}

    /**
     * Starts everything but the jobs, and makes the topics.
     *
     * @param folder empty, for the data and logs of all processes
     */
    public static Stand start(Path folder, Plan plan) {
        Stand stand = new Stand();
        try {
            Files.createDirectories(folder);
            stand.broker = stand.closing(Broker.start(folder));
            stand.topics().create(plan.stamp());
            if (plan.database()) {
                stand.database = Optional.of(stand.closing(Database.start(folder)));
            }
            stand.flink = stand.closing(FlinkProcesses.start(folder, plan));
            stand.jobs = stand.closing(new RunningJobs(stand.flink, stand.broker.bootstrapServers(), stand.database));
            return stand;
        } catch (IOException e) {
            stand.close();
            throw new UncheckedIOException(folder + " cannot be written", e);
        } catch (RuntimeException e) {
            stand.close();
            throw e;
        }
    }

    /** As it was when it began: without jobs, with empty topics and tables; topics keep their stamp. */
    public void clear() {
        jobs.cancelAll();
        topics().deleteRecords();
        database.ifPresent(Database::clear);
    }

    private <T extends AutoCloseable> T closing(T part) {
        parts.push(part);
        return part;
    }

    public Broker broker() {
        return broker;
    }

    public TestTopics topics() {
        return new TestTopics(broker.bootstrapServers());
    }

    /** @throws java.util.NoSuchElementException if the plan has none */
    public Database database() {
        return database.orElseThrow();
    }

    public FlinkProcesses flink() {
        return flink;
    }

    public RunningJobs jobs() {
        return jobs;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                // One part that resists must not keep the others running.
                System.err.println(part.getClass().getSimpleName() + " was not stopped: " + e);
            }
        }
    }
}
