package dev.tocsin.benchmarks.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** A JobManager and TaskManagers, each a JVM of its own, as on several machines. */
public final class FlinkProcesses implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int JOB_MANAGER_HEAP_MB = 400;

    private final Path folder;
    private final FlinkSettings settings;
    private final String configuration;
    private final int heapMb;
    private final FlinkRest rest;
    private final List<KillableJvm> taskManagers = new ArrayList<>();
    private KillableJvm jobManager;
    private int started;

    private FlinkProcesses(Path folder, int restPort, int rpcPort, Stand.Plan plan) {
        this.folder = folder;
        this.heapMb = plan.heapMb();
        this.settings = new FlinkSettings(folder, restPort, rpcPort, plan);
        this.configuration = settings.write().toString();
        this.rest = new FlinkRest(restPort);
    }

    /** Starts a JobManager and the plan's TaskManagers; returns when all have met. */
    static FlinkProcesses start(Path folder, Stand.Plan plan) {
        FlinkProcesses processes = new FlinkProcesses(folder, freePort(), freePort(), plan);
        processes.startJobManager();
        for (int i = 0; i < plan.taskManagers(); i++) {
            processes.startTaskManager();
        }
        processes.awaitTaskManagers(plan.taskManagers());
        return processes;
    }

    /** Starts a JobManager where the former one was; returns when it answers. */
    public void startJobManager() {
        jobManager = KillableJvm.start(
                folder,
                "jobmanager-" + ++started,
                JOB_MANAGER_HEAP_MB,
                StandaloneSessionClusterEntrypoint.class,
                List.of("--configDir", configuration));
        Awaiting.until(
                () -> "the JobManager answers; it said " + jobManager.output(),
                PATIENCE,
                Duration.ofMillis(50),
                () -> rest.answers() || !jobManager.isAlive());
        if (!jobManager.isAlive()) {
            throw new IllegalStateException("The JobManager ended while starting: " + jobManager.output());
        }
    }

    /** Starts one more TaskManager and returns at once; see {@link #awaitRegistered}. */
    public KillableJvm startTaskManager() {
        String name = "taskmanager-" + ++started;
        KillableJvm taskManager = KillableJvm.start(
                folder,
                name,
                heapMb,
                TaskManagerRunner.class,
                List.of("--configDir", configuration, "-D", "taskmanager.resource-id=" + name));
        taskManagers.add(taskManager);
        return taskManager;
    }

    /** Returns when the JobManager knows that TaskManager. */
    public void awaitRegistered(KillableJvm taskManager) {
        Awaiting.until(
                () -> taskManager.name() + " has registered; it said " + taskManager.output(),
                PATIENCE,
                Duration.ofMillis(50),
                () -> rest.knowsTaskManager(taskManager.name()));
    }

    /** Returns when at least so many have registered. */
    public void awaitTaskManagers(int count) {
        Awaiting.until(
                () -> count + " TaskManagers have registered",
                PATIENCE,
                Duration.ofMillis(50),
                () -> rest.taskManagers() >= count);
    }

    public KillableJvm jobManager() {
        return jobManager;
    }

    /** Those that have tasks to run, oldest first. */
    public List<KillableJvm> workingTaskManagers() {
        List<String> working = rest.workingTaskManagers();
        return taskManagers().stream()
                .filter(taskManager -> working.contains(taskManager.name()))
                .toList();
    }

    /** Those that have not been killed, oldest first. */
    public List<KillableJvm> taskManagers() {
        taskManagers.removeIf(taskManager -> !taskManager.isAlive());
        return List.copyOf(taskManagers);
    }

    public FlinkRest rest() {
        return rest;
    }

    public Path checkpoints() {
        return settings.checkpoints();
    }

    public Path savepoints() {
        return settings.savepoints();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    @Override
    public void close() {
        taskManagers.forEach(KillableJvm::close);
        if (jobManager != null) {
            jobManager.close();
        }
    }
}
