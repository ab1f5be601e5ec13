package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Awaiting;
import dev.tocsin.benchmarks.stand.FlinkProcesses;
import dev.tocsin.benchmarks.stand.KillableJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;

/**
 * F4. The JobManager makes a checkpoint's folder before it tells the tasks of it, and puts the metadata there when all have
 * answered; in between is the moment to strike. Twice:
 *
 * <ul>
 *   <li>a TaskManager is killed as soon as the folder is there;
 *   <li>the JobManager is frozen then, so that it cannot complete the checkpoint, until every sink has flushed and the state
 *       files lie there; then all processes are killed, and start again from the checkpoint before.
 * </ul>
 *
 * What was aimed at and not hit, because the checkpoint was faster, is tried again.
 */
final class DeathInCheckpoint implements Fault {

    private static final int PER_SECOND = 2_500;
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);
    private static final Duration FLUSHED = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 20;
    private static final String METADATA = "_metadata";

    @Override
    public String id() {
        return "F4";
    }

    @Override
    public String sentence() {
        return "death during a checkpoint, and between the sinks' flush and the checkpoint's completion: rows are exact";
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
        try (Trial trial = Trial.open(terms, id(), false)) {
            JobID job = detection(trial);
            trial.feed().begin(terms.records(), PER_SECOND);
            trial.feed().awaitSent(trial.within(0.1, 0.3));
            killTaskManager(trial, job);
            trial.feed().awaitSent(trial.within(0.4, 0.6));
            killAll(trial, job);
            trial.settle();
            return trial.outcome();
        }
    }

    private static JobID detection(Trial trial) {
        return trial.stand()
                .jobs()
                .detection(2, CHECKPOINT_EVERY, dev.tocsin.benchmarks.stand.RunningJobs.From.NEWEST_CHECKPOINT);
    }

    private static void killTaskManager(Trial trial, JobID job) {
        FlinkProcesses flink = trial.stand().flink();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            KillableJvm victim = flink.workingTaskManagers().get(0);
            Path checkpoint = awaitBegun(flink, job);
            victim.kill();
            boolean hit = !Files.exists(checkpoint.resolve(METADATA));
            trial.breaks();
            flink.awaitRegistered(flink.startTaskManager());
            trial.awaitRecovery();
            if (hit && !Files.exists(checkpoint.resolve(METADATA))) {
                trial.claim(true, "killed a TaskManager during " + checkpoint.getFileName() + ", attempt " + attempt);
                return;
            }
        }
        trial.claim(false, "no checkpoint was hit");
    }

    private static void killAll(Trial trial, JobID job) {
        FlinkProcesses flink = trial.stand().flink();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Path checkpoint = awaitBegun(flink, job);
            // The tasks must hear of it before the JobManager cannot speak any more.
            Awaiting.pause(Duration.ofMillis(trial.random().nextInt(30)));
            flink.jobManager().freeze();
            Awaiting.pause(FLUSHED);
            boolean hit = !Files.exists(checkpoint.resolve(METADATA)) && files(checkpoint) > 0;
            if (!hit) {
                flink.jobManager().thaw();
                Awaiting.until("the job runs", Duration.ofMinutes(2), () -> flink.rest()
                        .isRunning(job));
                continue;
            }
            int written = (int) files(checkpoint);
            flink.taskManagers().forEach(KillableJvm::kill);
            flink.jobManager().kill();
            trial.breaks();
            flink.startJobManager();
            flink.startTaskManager();
            flink.startTaskManager();
            flink.awaitTaskManagers(2);
            detection(trial);
            trial.awaitRecovery();
            trial.claim(
                    true,
                    "killed all after the flush of " + checkpoint.getFileName() + ", of which " + written
                            + " state files were written, attempt " + attempt);
            return;
        }
        trial.claim(false, "no checkpoint was caught between flush and completion");
    }

    /** Returns as soon as a new checkpoint has a folder. */
    private static Path awaitBegun(FlinkProcesses flink, JobID job) {
        Path ofJob = flink.checkpoints().resolve(job.toHexString());
        long before = newest(ofJob).map(DeathInCheckpoint::number).orElse(0L);
        Awaiting.until(
                () -> "a checkpoint begins",
                Duration.ofMinutes(2),
                Duration.ofMillis(1),
                () -> newest(ofJob).map(DeathInCheckpoint::number).orElse(0L) > before);
        return newest(ofJob).orElseThrow();
    }

    private static Optional<Path> newest(Path ofJob) {
        try (Stream<Path> children = Files.list(ofJob)) {
            return children.filter(path -> path.getFileName().toString().startsWith("chk-"))
                    .max(java.util.Comparator.comparingLong(DeathInCheckpoint::number));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + ofJob, e);
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    private static long files(Path checkpoint) {
        try (Stream<Path> children = Files.list(checkpoint)) {
            return children.count();
        } catch (IOException e) {
            // Discarded meanwhile.
            return 0;
        }
    }
}
