package dev.tocsin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP proxy on 127.0.0.1 that breaks connections on purpose. It forwards bytes both ways until it is told to
 * {@link #pause}, {@link #delay}, {@link #cut} or {@link #refuse}; {@link #restore} undoes all of these. Its port stays the same
 * throughout. Thread-safe.
 *
 * <p>A Kafka client goes where the broker says, so a broker behind a proxy must advertise the proxy's port: open the proxy
 * first, then start the broker with {@code EmbeddedKafka.start(folder, 0, proxy.port())}, then {@link #forwardTo} it.
 */
public final class FaultProxy implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(FaultProxy.class);
    private static final InetAddress HOST = InetAddress.getLoopbackAddress();
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final FaultGate gate = new FaultGate();
    private final AnswerTrap trap = new AnswerTrap();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile int target;
    private ServerSocket listener;

    private FaultProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.port = listener.getLocalPort();
        this.target = target;
    }

    /** A proxy without a target yet; until it has one, connections are closed at once. */
    public static FaultProxy open() {
        return before(0);
    }

    /** A proxy in front of a loopback port. */
    public static FaultProxy before(int target) {
        try {
            FaultProxy proxy = new FaultProxy(listen(0), target);
            proxy.accept(proxy.listener);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy cannot listen", e);
        }
    }

    public void forwardTo(int newTarget) {
        target = newTarget;
    }

    public int port() {
        return port;
    }

    /** For example {@code 127.0.0.1:40001}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Connections stay open and new ones are taken, but no byte gets through in either direction. */
    public void pause() {
        gate.pause();
    }

    /** Each piece of data, in each direction, arrives this much later. */
    public void delay(Duration delay) {
        gate.delay(delay);
    }

    /** Breaks all present connections with a reset; new ones are taken. */
    public void cut() {
        connections.forEach(ProxiedConnection::reset);
    }

    /**
     * Breaks a connection with a reset in the moment in which the server has answered and the client does not know it yet.
     *
     * @param isIt tells, of data as it arrived from the server, whether it is that answer; it must be safe to call from any thread
     * @return completed when it has happened
     */
    public CompletableFuture<Void> resetInsteadOfAnswer(Predicate<byte[]> isIt) {
        return trap.arm(isIt);
    }

    /** Breaks all present connections and refuses new ones. */
    public synchronized void refuse() {
        closeListener();
        cut();
    }

    /** Everything works again. Connections that were broken stay broken. */
    public synchronized void restore() {
        gate.open();
        if (listener.isClosed()) {
            try {
                listener = listen(port);
                accept(listener);
            } catch (IOException e) {
                throw new UncheckedIOException("The proxy's port " + port + " was taken by another meanwhile", e);
            }
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 50, HOST);
    }

    private void accept(ServerSocket from) {
        ProxiedConnection.daemon("fault-proxy-" + port, () -> {
            while (!from.isClosed()) {
                try {
                    connect(from.accept());
                } catch (IOException e) {
                    if (!from.isClosed()) {
                        logger.warn("The proxy on port {} cannot accept a connection.", port, e);
                    }
                }
            }
        });
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            // Port 0 takes no connections: a proxy without a target behaves like one whose target is down.
            server.connect(new InetSocketAddress(HOST, target), CONNECT_TIMEOUT_MS);
        } catch (IOException e) {
            logger.debug("Nobody listens behind the proxy, on port {}.", target, e);
            client.close();
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(client, server, gate, trap, connections::remove);
        connections.add(connection);
        connection.start();
        if (listenerIsClosed()) {
            // Accepted in the moment of refusing.
            connection.reset();
        }
    }

    private synchronized boolean listenerIsClosed() {
        return listener.isClosed();
    }

    private void closeListener() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy cannot stop listening", e);
        }
    }

    @Override
    public synchronized void close() {
        gate.open();
        closeListener();
        cut();
    }
}
