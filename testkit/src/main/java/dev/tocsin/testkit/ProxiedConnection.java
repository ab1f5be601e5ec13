package dev.tocsin.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection and the one behind it; bytes go from each to the other through the gate. */
final class ProxiedConnection {

    private static final Logger logger = LoggerFactory.getLogger(ProxiedConnection.class);
    private static final int BUFFER_BYTES = 16 << 10;

    private final Socket client;
    private final Socket server;
    private final FaultGate gate;
    private final AnswerTrap trap;
    private final Consumer<ProxiedConnection> ended;

    ProxiedConnection(
            Socket client, Socket server, FaultGate gate, AnswerTrap trap, Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.server = server;
        this.gate = gate;
        this.trap = trap;
        this.ended = ended;
    }

    void start() {
        daemon("fault-proxy-there", () -> forward(client, server));
        daemon("fault-proxy-back", () -> forward(server, client));
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void forward(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                gate.pass();
                if (from == server && trap.catches(buffer, count)) {
                    reset();
                    return;
                }
                to.getOutputStream().write(buffer, 0, count);
            }
            gate.pass();
            // One side has said all it will; the other may still be answering.
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                close();
            }
        } catch (IOException e) {
            // Whatever broke one half breaks the other: that is what the peers must come to see.
            logger.debug("A proxied connection has broken.", e);
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    /** Breaks both halves so that the peers see a reset rather than an orderly end. */
    void reset() {
        try {
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
        } catch (IOException e) {
            // Already closed.
            logger.debug("A proxied connection was closed before it was reset.", e);
        }
        close();
    }

    private void close() {
        ended.accept(this);
        try (client;
                server) {
            logger.debug("Closing a proxied connection.");
        } catch (IOException e) {
            logger.warn("A proxied connection cannot be closed.", e);
        }
    }
}
