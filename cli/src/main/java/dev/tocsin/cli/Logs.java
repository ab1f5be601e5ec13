package dev.tocsin.cli;

import java.nio.file.Path;

/** Where the log goes. Must be called before the first logger is made. */
final class Logs {

    /** Read by {@code tocsin-log4j2.xml}. */
    static final String DIRECTORY_PROPERTY = "tocsin.log.dir";

    static final String FILE = "tocsin.log";

    static void to(Path directory) {
        System.setProperty(DIRECTORY_PROPERTY, directory.toString());
        System.setProperty("log4j2.configurationFile", "classpath:tocsin-log4j2.xml");
    }

    private Logs() {}
}
