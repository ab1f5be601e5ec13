package dev.tocsin.cli;

import dev.tocsin.allinone.AllInOneConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that {@code demo} and {@code up} share. */
final class StackOptions {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Port of the dashboard and the API on 127.0.0.1 (default: 8000). If it is taken, another is used.")
    private int port = AllInOneConfig.DEFAULT_HTTP_PORT;

    @Option(
            names = "--flink-port",
            paramLabel = "PORT",
            description = "Port of Flink's web page on 127.0.0.1 (default: 8081). If it is taken, another is used.")
    private int flinkPort = AllInOneConfig.DEFAULT_FLINK_PORT;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where everything is kept (default: .tocsin/@|italic COMMAND|@ beside this program).")
    private Path dataDirectory;

    @Option(names = "--fresh", description = "Forget what earlier runs left in the data directory.")
    private boolean fresh;

    int port() {
        return requirePort("--port", port);
    }

    int flinkPort() {
        return requirePort("--flink-port", flinkPort);
    }

    Optional<Path> dataDirectory() {
        return Optional.ofNullable(dataDirectory);
    }

    boolean fresh() {
        return fresh;
    }

    private static int requirePort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new dev.tocsin.events.service.BadSettingException(
                    option + "=" + port + " is no port; name one from 1 to 65535, or 0 for any that is free.");
        }
        return port;
    }
}
