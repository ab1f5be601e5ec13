package dev.tocsin.allinone;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one process shall run.
 *
 * @param command what was asked for, for the status report: {@code demo} or {@code up}
 * @param httpPort the dashboard's and API's port on loopback; another is chosen if it is taken
 * @param flinkPort likewise that of Flink's web page
 * @param configFile the {@code tocsin.yml} to read; the demo brings its own
 * @param demo the demo's world, if there shall be one
 * @param environment settings of the services, {@code TOCSIN_*}; addresses that this process decides itself override it
 */
public record AllInOneConfig(
        String command,
        int httpPort,
        int flinkPort,
        Optional<Path> configFile,
        Optional<Demo> demo,
        Map<String, String> environment) {

    public static final int DEFAULT_HTTP_PORT = 8000;
    public static final int DEFAULT_FLINK_PORT = 8081;
    public static final long DEFAULT_SEED = 42;

    public AllInOneConfig {
        Objects.requireNonNull(command, "command");
        environment = Map.copyOf(environment);
        if (configFile.isPresent() && demo.isPresent()) {
            throw new IllegalArgumentException("the demo brings its own configuration file");
        }
    }

    /**
     * The demo's world.
     *
     * @param seed the same seed, the same latencies, errors and telemetry
     * @param telemetry whether 25 samples a second are pushed too
     * @param quiet whether that telemetry stays inside the alert limits
     */
    public record Demo(long seed, boolean telemetry, boolean quiet) {}
}
