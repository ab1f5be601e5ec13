package dev.tocsin.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a killed run left running. A part ends its own when it starts; this is for those who will not start it. */
public final class LeftBehind {

    /** The parts that run as processes of their own. */
    private static final List<String> PARTS = List.of(EmbeddedPostgres.FOLDER, EmbeddedRedis.FOLDER);

    /**
     * Ends the servers that earlier runs left behind in that data folder, and nothing else. Returns when they are gone.
     *
     * @throws dev.tocsin.events.service.BadSettingException if a part of that folder is in use
     * @throws IOException if what is known of them cannot be read
     */
    public static void end(Path dataDir) throws IOException {
        for (String part : PARTS) {
            if (Files.isDirectory(dataDir.resolve(part))) {
                try (PartFolder folder = PartFolder.open(dataDir, part)) {
                    ChildProcess.endOrphans(folder, ProcessHandle::destroyForcibly);
                }
            }
        }
    }

    private LeftBehind() {}
}
