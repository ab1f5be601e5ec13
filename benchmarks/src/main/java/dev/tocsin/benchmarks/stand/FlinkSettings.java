package dev.tocsin.benchmarks.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of the cluster's processes. Started without Flink's scripts, a TaskManager computes none of its memory, so
 * every component is given.
 */
final class FlinkSettings {

    /** Noticing a death takes a few seconds rather than Flink's fifty; a process that is only slow must still not be taken for dead. */
    private static final String HEARTBEAT_TIMEOUT_MS = "6000";

    private final Path folder;
    private final Map<String, String> settings = new LinkedHashMap<>();

    FlinkSettings(Path folder, int restPort, int rpcPort, Stand.Plan plan) {
        this.folder = folder;
        loopback(restPort, rpcPort);
        memory(plan.heapMb());
        // Two that cannot be delivered tell of a death, too.
        settings.put("heartbeat.interval", "300");
        settings.put("heartbeat.timeout", HEARTBEAT_TIMEOUT_MS);
        // Otherwise metrics are up to ten seconds old when they are asked for.
        settings.put("metrics.fetcher.update-interval", "200");
        // A TaskManager looks for a JobManager that died every second rather than every ten.
        settings.put("cluster.registration.error-delay", "1000");
        settings.put("state.backend.type", "hashmap");
        settings.put("execution.checkpointing.storage", "filesystem");
        settings.put("execution.checkpointing.dir", checkpoints().toUri().toString());
        settings.put(
                "execution.checkpointing.savepoint-dir", savepoints().toUri().toString());
        String scratch = folder.resolve("tmp").toString();
        settings.put("io.tmp.dirs", scratch);
        settings.put("web.tmpdir", scratch);
        settings.put("blob.storage.directory", scratch);
        settings.put("classloader.check-leaked-classloader", "false");
        settings.put("taskmanager.numberOfTaskSlots", String.valueOf(plan.slots()));
        settings.put("taskmanager.network.retries", "1");
        settings.put("taskmanager.load-balance.mode", "SLOTS");
        // For ever starting up: whoever asks for slots waits for a TaskManager that is on its way instead of failing at
        // once.
        settings.put("resourcemanager.standalone.start-up-time", "86400000");
        settings.put("slot.request.timeout", "60000");
    }

    private void loopback(int restPort, int rpcPort) {
        for (String key : new String[] {
            "rest.address",
            "rest.bind-address",
            "jobmanager.rpc.address",
            "jobmanager.bind-host",
            "taskmanager.host",
            "taskmanager.bind-host"
        }) {
            settings.put(key, "127.0.0.1");
        }
        settings.put("rest.port", String.valueOf(restPort));
        settings.put("rest.bind-port", String.valueOf(restPort));
        settings.put("jobmanager.rpc.port", String.valueOf(rpcPort));
        settings.put("taskmanager.rpc.port", "0");
    }

    private void memory(int heapMb) {
        settings.put("taskmanager.cpu.cores", "2");
        settings.put("taskmanager.memory.framework.heap.size", "128m");
        settings.put("taskmanager.memory.task.heap.size", (heapMb - 128) + "m");
        settings.put("taskmanager.memory.framework.off-heap.size", "64m");
        settings.put("taskmanager.memory.task.off-heap.size", "64m");
        settings.put("taskmanager.memory.network.min", "48m");
        settings.put("taskmanager.memory.network.max", "48m");
        settings.put("taskmanager.memory.managed.size", "1m");
        settings.put("taskmanager.memory.jvm-metaspace.size", "192m");
        settings.put("taskmanager.memory.jvm-overhead.min", "128m");
        settings.put("taskmanager.memory.jvm-overhead.max", "128m");
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    Path savepoints() {
        return folder.resolve("savepoints");
    }

    /** The folder with the configuration file that Flink's processes read. */
    Path write() {
        try {
            Files.createDirectories(checkpoints());
            Files.createDirectories(savepoints());
            Path configuration = Files.createDirectories(folder.resolve("conf"));
            Files.writeString(
                    configuration.resolve("config.yaml"),
                    settings.entrySet().stream()
                            .map(setting -> setting.getKey() + ": \"" + setting.getValue() + "\"\n")
                            .collect(Collectors.joining()));
            return configuration;
        } catch (IOException e) {
            throw new UncheckedIOException("Flink's configuration cannot be written", e);
        }
    }
}
