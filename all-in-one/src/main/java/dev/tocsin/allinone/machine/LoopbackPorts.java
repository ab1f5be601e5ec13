package dev.tocsin.allinone.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;

/** Chooses ports on loopback: the one that people expect if it is free, otherwise another, and says so. */
public final class LoopbackPorts {

    private static final String LOOPBACK = "127.0.0.1";

    /**
     * @param purpose what listens there, for the sentence
     * @param wanted 0 for any
     * @param notice is told in one sentence when the wanted port is taken
     * @return a port that was free a moment ago
     */
    public static int choose(String purpose, int wanted, Consumer<String> notice) {
        if (wanted != 0 && isFree(wanted)) {
            return wanted;
        }
        int other = anyFree();
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

    private LoopbackPorts() {}
}
