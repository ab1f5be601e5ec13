package dev.tocsin.benchmarks.stand;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends the signals that Java has no method for. */
final class Signals {

    /**
     * Sends one and returns when it was sent.
     *
     * @param signal for example {@code STOP}
     */
    static void send(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + signal + " " + pid + " failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Signal " + signal + " cannot be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending " + signal, e);
        }
    }

    private Signals() {}
}
