package dev.tocsin.embedded;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.nio.file.Path;

/** Starts a part in its folder, and gives the folder back if that fails. */
final class PartStart {

    @FunctionalInterface
    interface Start<T> {
        T in(PartFolder folder) throws IOException;
    }

    static <T> T in(Path dataDir, String name, Start<T> start) {
        PartFolder folder = PartFolder.open(dataDir, name);
        try {
            return start.in(folder);
        } catch (IOException e) {
            BadSettingException failure = new BadSettingException("The data folder " + folder.path()
                    + " cannot be used (" + e + "); make room or make it writable, or choose another data folder.");
            failure.initCause(e);
            throw release(folder, failure);
        } catch (RuntimeException e) {
            throw release(folder, e);
        }
    }

    private static RuntimeException release(PartFolder folder, RuntimeException failure) {
        try {
            folder.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private PartStart() {}
}
