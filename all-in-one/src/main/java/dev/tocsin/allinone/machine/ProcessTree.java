package dev.tocsin.allinone.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A process and all that it started, as Linux tells of them in {@code /proc}. Elsewhere its figures are empty. Processes that
 * end while it looks are left out.
 */
public final class ProcessTree {

    /** Linux tells processor time in this unit on every platform that Java runs on. */
    private static final long MS_PER_TICK = 10;

    private final long root;

    public ProcessTree(long root) {
        this.root = root;
    }

    public boolean isAlive() {
        return ProcessHandle.of(root).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The root first. */
    public List<Long> pids() {
        return ProcessHandle.of(root).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Memory in bytes, each shared page divided among those who share it (PSS), so that the sum is what is really used. */
    public OptionalLong memory() {
        return sum(pids().stream().map(ProcessTree::memoryOf).toList());
    }

    /** Processor time spent so far, in milliseconds, ended children included. */
    public OptionalLong processorTime() {
        return sum(pids().stream().map(ProcessTree::processorTimeOf).toList());
    }

    private static OptionalLong sum(List<OptionalLong> figures) {
        List<OptionalLong> known =
                figures.stream().filter(OptionalLong::isPresent).toList();
        return known.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        known.stream().mapToLong(OptionalLong::getAsLong).sum());
    }

    private static OptionalLong memoryOf(long pid) {
        try {
            return Files.readAllLines(file(pid, "smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong processorTimeOf(long pid) {
        try {
            String line = Files.readString(file(pid, "stat"));
            // The name in brackets may itself hold blanks; after it, fields 14 to 17 are own and children's time.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = 14; field <= 17; field++) {
                ticks += Long.parseLong(fields[field - 3]);
            }
            return OptionalLong.of(ticks * MS_PER_TICK);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", String.valueOf(pid), name);
    }
}
