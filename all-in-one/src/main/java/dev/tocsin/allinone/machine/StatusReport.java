package dev.tocsin.allinone.machine;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.events.Json;
import dev.tocsin.events.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a running process says of itself, in a file of its data directory that it renews every other second and removes when
 * it stops. Whoever finds the file of a dead process knows that it was killed.
 *
 * @param startedAt epoch ms
 * @param at when this was written, epoch ms
 * @param addresses what can be reached where, in the order of the table
 * @param processorCores null until known
 * @param processorSpanMs the time that the cores were measured over, null until known
 */
public record StatusReport(
        long pid,
        String command,
        long startedAt,
        long at,
        Map<String, String> addresses,
        List<Part> parts,
        Double processorCores,
        Long processorSpanMs) {

    static final String FILE = "status.json";

    public StatusReport {
        addresses = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(addresses));
        parts = List.copyOf(parts);
    }

    /** How one part is. */
    public record Part(String name, boolean healthy, String detail) {}

    public boolean healthy() {
        return parts.stream().allMatch(Part::healthy);
    }

    /** The report in that directory, if there is one that can be read. */
    public static Optional<StatusReport> read(Path dataDirectory) {
        try {
            return Optional.of(Json.decode(Files.readAllBytes(dataDirectory.resolve(FILE)), StatusReport.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | MalformedRecordException e) {
            return Optional.empty(); // not ours to read, or not ours at all: either way nothing to tell
        }
    }

    /** Whole or not at all: a reader never sees half of it. */
    public void write(Path dataDirectory) throws IOException {
        Path draft = dataDirectory.resolve(FILE + ".new");
        Files.write(draft, pretty());
        Files.move(
                draft,
                dataDirectory.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    public static void remove(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FILE));
    }

    private byte[] pretty() throws JsonProcessingException {
        return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }
}
