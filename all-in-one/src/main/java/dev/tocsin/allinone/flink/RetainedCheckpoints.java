package dev.tocsin.allinone.flink;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints that earlier runs left on disk, and which of them a new run starts from: the newest that can be read to
 * its end. A checkpoint that was being written when the process died has no metadata or a short file and is passed over.
 */
final class RetainedCheckpoints {

    private static final Logger logger = LoggerFactory.getLogger(RetainedCheckpoints.class);

    private static final String METADATA = "_metadata";
    private static final String PREFIX = "chk-";
    private static final int KEPT = 3;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Clock clock;
    private final Consumer<String> notice;

    /**
     * @param directory the checkpoint directory of the whole cluster; each job has its own below it
     * @param notice is told in one sentence when a job has to begin without what it knew
     */
    RetainedCheckpoints(Path directory, Clock clock, Consumer<String> notice) {
        this.directory = directory;
        this.clock = clock;
        this.notice = notice;
    }

    Path of(JobID job) {
        return directory.resolve(job.toHexString());
    }

    /**
     * Finds the checkpoint to start from and clears away what would be in the new run's way: newer ones, which could not
     * be read and whose numbers will be used again, and older ones beyond the three that are kept. Where none can be read,
     * all are put aside: what hinders the reading may be gone tomorrow, or lie in this version.
     */
    Optional<Path> claimNewestLoadable(String name, JobID job) {
        List<Path> newestFirst = list(job);
        Optional<Path> chosen =
                newestFirst.stream().filter(RetainedCheckpoints::isLoadable).findFirst();
        if (chosen.isEmpty()) {
            if (newestFirst.stream().anyMatch(path -> Files.exists(path.resolve(METADATA)))) {
                putAside(name, job, "none of them can be read");
            }
            return chosen;
        }
        long number = number(chosen.get());
        newestFirst.stream().filter(path -> number(path) > number).forEach(Directories::delete);
        newestFirst.stream()
                .filter(path -> number(path) < number)
                .skip(KEPT - 1L)
                .forEach(Directories::delete);
        return chosen;
    }

    /** Moves all that is left of a job out of its way, to where it can be looked at, and says so. */
    void putAside(String name, JobID job, String reason) {
        Path ofJob = of(job);
        Path aside = directory.resolve(job.toHexString() + ".unreadable-" + TIME.format(clock.instant()));
        try {
            Files.move(ofJob, aside);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + ofJob + " to " + aside + "; move it by hand", e);
        }
        String sentence = "The job " + name + " begins without its checkpoints, because " + reason + "; they lie in "
                + aside + ", and what the topics still hold is read again.";
        logger.warn(sentence);
        notice.accept(sentence);
    }

    private List<Path> list(JobID job) {
        Path ofJob = of(job);
        if (!Files.isDirectory(ofJob)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(ofJob)) {
            return children.filter(path -> number(path) > 0)
                    .sorted(Comparator.comparingLong(RetainedCheckpoints::number)
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the checkpoints in " + ofJob, e);
        }
    }

    private static long number(Path checkpoint) {
        String name = checkpoint.getFileName().toString();
        return name.matches(PREFIX + "\\d{1,18}") ? Long.parseLong(name.substring(PREFIX.length())) : -1;
    }

    private static boolean isLoadable(Path checkpoint) {
        Path metadata = checkpoint.resolve(METADATA);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
            CheckpointMetadata loaded = Checkpoints.loadCheckpointMetadata(
                    in, RetainedCheckpoints.class.getClassLoader(), checkpoint.toString());
            for (OperatorState operator : loaded.getOperatorStates()) {
                for (StateObject state : operator.getDiscardables()) {
                    requireWhole(state);
                }
            }
            return true;
        } catch (IOException | RuntimeException e) {
            logger.warn("Checkpoint {} cannot be read ({}); an older one is tried.", checkpoint, e.toString());
            return false;
        }
    }

    private static void requireWhole(StateObject state) throws IOException {
        if (state instanceof StreamStateHandle handle && handle.getStateSize() > 0) {
            try (FSDataInputStream in = handle.openInputStream()) {
                in.seek(handle.getStateSize() - 1);
                if (in.read() < 0) {
                    throw new IOException("state file is shorter than its " + handle.getStateSize() + " bytes");
                }
            }
        }
    }
}
