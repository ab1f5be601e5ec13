package dev.tocsin.gateway.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Whom an address stands for when nobody says who he is. */
public final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    /**
     * A name for the client: its address, or of IPv6 the network that it may choose addresses from as it likes.
     *
     * @param address an address in figures, never a name
     */
    public static String client(String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private ClientAddress() {}
}
