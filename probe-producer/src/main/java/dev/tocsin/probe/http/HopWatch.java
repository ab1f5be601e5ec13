package dev.tocsin.probe.http;

import dev.tocsin.events.guard.AddressGuard;
import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Stands between connecting and sending, on each hop of one check: counts redirects, and asks the guard once more about
 * the peer that is really at the other end, kept connections included.
 */
final class HopWatch implements Interceptor {

    private static final int MAX_REDIRECTS = 10;

    private final AddressGuard guard;
    private int hops;

    HopWatch(AddressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = chain.connection();
        if (connection == null) {
            throw new IOException("no connection");
        }
        String refusal = guard.refusal(connection.socket().getInetAddress()).orElse(null);
        if (refusal != null) {
            throw new ForbiddenAddressException(refusal);
        }
        if (hops++ > MAX_REDIRECTS) {
            throw new ProtocolException("more than " + MAX_REDIRECTS + " redirects");
        }
        return chain.proceed(chain.request());
    }
}
