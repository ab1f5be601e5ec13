package dev.tocsin.events.guard;

import dev.tocsin.events.service.BadSettingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation, for example {@code 10.0.0.0/8} or {@code fd00::/8}; a bare address is a block
 * of one. An IPv4-mapped IPv6 address is the IPv4 address that it maps.
 */
public final class Network {

    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    private final byte[] prefix;
    private final int length;

    private Network(byte[] prefix, int length) {
        this.prefix = prefix;
        this.length = length;
    }

    /** @throws IllegalArgumentException if the text is not a network, with a sentence that says why */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = literal(slash < 0 ? text : text.substring(0, slash));
        int bits = address.length * 8;
        int length = slash < 0 ? bits : prefixLength(text.substring(slash + 1), bits);
        for (int bit = length; bit < bits; bit++) {
            if (bit(address, bit)) {
                throw new IllegalArgumentException(text + " has bits set behind its prefix");
            }
        }
        return new Network(address, length);
    }

    /**
     * Reads a setting that lists networks.
     *
     * @throws BadSettingException if one of them is none, with the setting's name
     */
    public static List<Network> list(String setting, List<String> texts) {
        try {
            return texts.stream().map(Network::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new BadSettingException(setting + " is not a list of networks such as 10.0.0.0/8 (" + e.getMessage()
                    + "); correct it or unset it.");
        }
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        int whole = length / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != prefix[i]) {
                return false;
            }
        }
        int rest = length % 8;
        return rest == 0 || (bytes[whole] ^ prefix[whole]) >> (8 - rest) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network that && length == that.length && java.util.Arrays.equals(prefix, that.prefix);
    }

    @Override
    public int hashCode() {
        return 31 * java.util.Arrays.hashCode(prefix) + length;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(prefix).getHostAddress() + "/" + length;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a prefix has 4 or 16 bytes", e);
        }
    }

    /** Reads an address without ever asking a name server. */
    private static byte[] literal(String text) {
        boolean six = text.indexOf(':') >= 0 && text.indexOf('%') < 0;
        if (six || IPV4.matcher(text).matches()) {
            try {
                // In brackets nothing but an IPv6 literal is accepted; four plain numbers are never looked up.
                return InetAddress.getByName(six ? "[" + text + "]" : text).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text + " is not an IP address", e);
            }
        }
        throw new IllegalArgumentException(text + " is not an IP address");
    }

    private static int prefixLength(String text, int bits) {
        try {
            int length = Integer.parseInt(text);
            if (length >= 0 && length <= bits) {
                return length;
            }
        } catch (NumberFormatException e) {
            // said below, together with the bounds
        }
        throw new IllegalArgumentException("/" + text + " is not a prefix length from 0 to " + bits);
    }

    private static boolean bit(byte[] bytes, int index) {
        return (bytes[index / 8] >> (7 - index % 8) & 1) == 1;
    }
}
