package dev.tocsin.allinone.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Chooses ports on loopback: the one that people expect if it is free, otherwise another, and says so. What it has chosen it
 * does not choose again. Not thread-safe.
 */
public final class LoopbackPorts {

    private static final String LOOPBACK = "127.0.0.1";

    private final Consumer<String> notice;
    private final Set<Integer> chosen = new HashSet<>();

    /** @param notice is told in one sentence when a wanted port is taken */
    public LoopbackPorts(Consumer<String> notice) {
        this.notice = notice;
    }

    /**
     * @param purpose what listens there, for the sentence
     * @param wanted 0 for any
     * @return a port that was free a moment ago and has not been chosen before
     */
    public int choose(String purpose, int wanted) {
        if (wanted != 0 && isFree(wanted) && chosen.add(wanted)) {
            return wanted;
        }
        int other = anyFree();
        while (!chosen.add(other)) {
            other = anyFree();
        }
        if (wanted != 0) {
            notice.accept("Port " + wanted + " for " + purpose + " is taken; using " + other + " instead.");
        }
        return other;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            return true;
        } catch (IOException e) {
            return false; // taken or forbidden, either way not for us
        }
    }

    private static int anyFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free on " + LOOPBACK, e);
        }
    }
}
