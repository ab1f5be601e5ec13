package dev.tocsin.events.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which addresses a prober may connect to: public ones, and those in the networks it was told to allow.
 * Immutable, thread-safe, does no look-ups.
 *
 * <p>What is not public follows the IANA registries of special-purpose addresses (RFC 6890 and its updates). IPv6 is
 * refused unless it is global unicast, and an IPv6 address that carries an IPv4 address (NAT64, 6to4, ISATAP) is only
 * as good as the one it carries.
 */
public final class AddressGuard {

    private static final List<Network> NOT_PUBLIC_V4 = networks(
            "0.0.0.0/8", // this network, unspecified
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carrier-grade NAT, some clouds' metadata
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // Azure's WireServer: a public number, yet answered by the machine's own host
            "169.254.0.0/16", // link-local, cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments, some clouds' metadata
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112, sinks for private names
            "192.52.193.0/24", // automatic multicast tunnels
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    private static final Network GLOBAL_UNICAST_V6 = Network.parse("2000::/3");
    private static final List<Network> NOT_PUBLIC_V6 = networks(
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation
    private static final Network NAT64 = Network.parse("64:ff9b::/96");
    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");

    private final List<Network> allowed;

    /** @param allowed networks that may be probed although they are not public */
    public AddressGuard(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Why the address must not be connected to, in words that say what to do; empty if it may be. */
    public Optional<String> refusal(InetAddress address) {
        return permits(address)
                ? Optional.empty()
                : Optional.of("address " + address.getHostAddress()
                        + " is not allowed; add its network to TOCSIN_PROBE_ALLOW");
    }

    private boolean permits(InetAddress address) {
        if (within(allowed, address)) {
            return true;
        }
        if (address instanceof Inet4Address) {
            return !within(NOT_PUBLIC_V4, address);
        }
        boolean carrier = NAT64.contains(address);
        if (!carrier && (!GLOBAL_UNICAST_V6.contains(address) || within(NOT_PUBLIC_V6, address))) {
            return false;
        }
        return carried(address).map(this::permits).orElse(true);
    }

    /** The IPv4 address that a packet to this IPv6 address would in the end be sent to. */
    private static Optional<InetAddress> carried(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (NAT64.contains(address) || isIsatap(bytes)) {
            return Optional.of(ipv4(bytes, 12));
        }
        return SIX_TO_FOUR.contains(address) ? Optional.of(ipv4(bytes, 2)) : Optional.empty();
    }

    /** RFC 5214: the interface identifier is 0:5efe or 200:5efe, then the IPv4 address. */
    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & ~0x02) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean within(List<Network> networks, InetAddress address) {
        // A plain loop: this runs for every connection.
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
