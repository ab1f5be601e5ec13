package dev.tocsin.probe.http;

import dev.tocsin.events.guard.AddressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Makes the sockets of every connection, TLS or not, first hop or redirect. Each asks the guard about the very address
 * that it is about to connect to, so nothing that happened before (parsing, resolving, caching) can lead around it,
 * and a forbidden address does not see so much as a packet.
 */
final class GuardedSocketFactory extends SocketFactory {

    private final AddressGuard guard;

    GuardedSocketFactory(AddressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Socket createSocket() {
        return new GuardedSocket(guard);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw connected();
    }

    private static UnsupportedOperationException connected() {
        return new UnsupportedOperationException(
                "only unconnected sockets are made here, so that connecting is guarded");
    }

    private static final class GuardedSocket extends Socket {

        private final AddressGuard guard;

        /** Without a proxy, even one from the JVM's system properties: behind it there is no telling who the peer is. */
        GuardedSocket(AddressGuard guard) {
            super(Proxy.NO_PROXY);
            this.guard = guard;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            requireAllowed(((InetSocketAddress) endpoint).getAddress());
            super.connect(endpoint, timeout);
        }

        private void requireAllowed(InetAddress address) throws ForbiddenAddressException {
            if (address == null) {
                throw new ForbiddenAddressException("the address to connect to is not resolved");
            }
            String refusal = guard.refusal(address).orElse(null);
            if (refusal != null) {
                throw new ForbiddenAddressException(refusal);
            }
        }
    }
}
