package dev.tocsin.embedded;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Chooses the loopback port of a part: the one asked for, the one it had last time, or any that is free. */
final class LoopbackPort {

    static final String HOST = "127.0.0.1";

    /**
     * @param part as people read it, for the message
     * @param wanted the port asked for; 0 for the remembered one if it is free, otherwise any
     * @param memory the file that remembers the port from run to run
     * @throws BadSettingException if the wanted port is taken
     */
    static int choose(String part, int wanted, Path memory) throws IOException {
        if (wanted < 0 || wanted > 65_535) {
            throw new BadSettingException("Port " + wanted + " for " + part
                    + " does not exist; choose 1 to 65535, or 0 for any that is free.");
        }
        int port = wanted;
        if (wanted == 0) {
            port = remembered(memory);
            if (port == 0 || !isFree(port)) {
                port = anyFree();
            }
        } else if (!isFree(wanted)) {
            throw taken(part, wanted);
        }
        OwnerOnly.write(memory, String.valueOf(port));
        return port;
    }

    static BadSettingException taken(String part, int port) {
        return new BadSettingException("Port " + port + " for " + part + " is taken on " + HOST
                + "; stop what listens there, or choose another port (0 for any that is free).");
    }

    /** Takes the port until the socket is closed; 0 for any. */
    static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(HOST));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            // Taken or forbidden: either way it is not for us.
            return false;
        }
    }

    private static int anyFree() throws IOException {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        }
    }

    private static int remembered(Path memory) throws IOException {
        if (!Files.exists(memory)) {
            return 0;
        }
        try {
            int port = Integer.parseInt(Files.readString(memory).strip());
            return port > 0 && port <= 65_535 ? port : 0;
        } catch (NumberFormatException e) {
            // A file cut short by a full disk; any free port will do.
            return 0;
        }
    }

    private LoopbackPort() {}
}
