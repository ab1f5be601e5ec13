package dev.tocsin.benchmarks;

import java.nio.file.Path;

/** Where the log goes. Must be called before the first logger is made. */
final class Logs {

    /** Read by {@code benchmarks-log4j2.xml}. */
    private static final String DIRECTORY_PROPERTY = "tocsin.log.dir";

    static void to(Path directory) {
        if (System.getProperty(DIRECTORY_PROPERTY) == null) {
            System.setProperty(DIRECTORY_PROPERTY, directory.toString());
        }
        System.setProperty("log4j2.configurationFile", "classpath:benchmarks-log4j2.xml");
    }

    /** The file to look into when something failed. */
    static Path file() {
        return Path.of(System.getProperty(DIRECTORY_PROPERTY, "."), "benchmarks.log");
    }

    private Logs() {}
}
