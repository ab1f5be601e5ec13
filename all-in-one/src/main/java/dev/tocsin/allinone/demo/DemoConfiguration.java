package dev.tocsin.allinone.demo;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The demo's {@code tocsin.yml}, copied to where people can read it, with the ports that are really used. */
public final class DemoConfiguration {

    /** Not {@code tocsin.yml}: that name is the user's. */
    public static final String FILE = "demo.yml";

    private static final String RESOURCE = "/demo/tocsin.yml";

    /**
     * @param movedPorts see {@link DemoServices#movedPorts()}
     * @return the file that was written
     */
    public static Path write(Path directory, Map<Integer, Integer> movedPorts) {
        String text = original();
        for (Map.Entry<Integer, Integer> moved : movedPorts.entrySet()) {
            text = text.replace(":" + moved.getKey() + "/", ":" + moved.getValue() + "/");
        }
        Path file = directory.resolve(FILE);
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new BadSettingException(file + " cannot be written (" + e.getMessage()
                    + "); make room or rights for it, or name another directory with --data-dir.");
        }
    }

    static String original() {
        try (InputStream in = DemoConfiguration.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private DemoConfiguration() {}
}
