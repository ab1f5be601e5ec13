package dev.tocsin.probe.http;

import dev.tocsin.events.guard.AddressGuard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Dns;

/**
 * Resolves names to the addresses that may be connected to. A name with both kinds keeps the allowed ones: on many
 * machines {@code localhost} is 127.0.0.1 and ::1, and allowing one of them is enough to probe it.
 *
 * <p>Not sufficient alone: OkHttp asks no DNS for a host written as an address. {@link GuardedSocketFactory} closes that.
 */
final class GuardedDns implements Dns {

    private final AddressGuard guard;
    private final Dns names;

    GuardedDns(AddressGuard guard, Dns names) {
        this.guard = guard;
        this.names = names;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> allowed = new ArrayList<>();
        String refusal = null;
        for (InetAddress address : names.lookup(hostname)) {
            String reason = guard.refusal(address).orElse(null);
            if (reason == null) {
                allowed.add(address);
            } else if (refusal == null) {
                refusal = reason;
            }
        }
        if (allowed.isEmpty() && refusal != null) {
            throw new ForbiddenAddressException(refusal);
        }
        return allowed;
    }
}
