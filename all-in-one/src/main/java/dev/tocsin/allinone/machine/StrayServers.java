package dev.tocsin.allinone.machine;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Servers that a killed run left behind. They are known by their executable, which was unpacked into the data directory, so
 * nothing that merely stands in it is touched.
 */
final class StrayServers {

    private static final long PATIENCE_SECONDS = 10;

    static void end(Path dataDirectory) {
        List<ProcessHandle> strays = ProcessHandle.allProcesses()
                .filter(process -> runsFrom(dataDirectory, process.pid()))
                .toList();
        strays.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture.allOf(strays.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BadSettingException("The servers of an earlier run in " + dataDirectory
                    + " do not end (processes " + strays + "); end them by hand.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot watch processes " + strays, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean runsFrom(Path directory, long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "exe"))
                    .startsWith(directory);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // somebody else's process, or a system without /proc
        }
    }

    private StrayServers() {}
}
