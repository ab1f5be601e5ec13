package dev.tocsin.probe.http;

import dev.tocsin.events.ProbeResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Takes the times of one check. Over redirects each phase is the sum of its hops. OkHttp tries a name's addresses
 * concurrently and reports from several threads, hence the lock; connecting then counts from the first attempt.
 */
final class Stopwatch extends EventListener {

    private final Lap resolve = new Lap();
    private final Lap connect = new Lap();
    private final Lap tls = new Lap();
    private final Lap processing = new Lap();
    private final Lap transfer = new Lap();
    private volatile long startedAt;

    void start() {
        startedAt = System.nanoTime();
    }

    long elapsedNanos() {
        return System.nanoTime() - startedAt;
    }

    /** The phases up to now; call it when the answer is complete. */
    synchronized ProbeResult.Phases phases() {
        transfer.stop();
        return new ProbeResult.Phases(
                resolve.millis(), connect.millis(), tls.millis(), processing.millis(), transfer.millis());
    }

    @Override
    public synchronized void dnsStart(Call call, String domainName) {
        resolve.start();
    }

    @Override
    public synchronized void dnsEnd(Call call, String domainName, List<java.net.InetAddress> addresses) {
        resolve.stop();
    }

    @Override
    public synchronized void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connect.start();
    }

    @Override
    public synchronized void secureConnectStart(Call call) {
        connect.stop();
        tls.start();
    }

    @Override
    public synchronized void secureConnectEnd(Call call, Handshake handshake) {
        tls.stop();
    }

    @Override
    public synchronized void connectEnd(Call call, InetSocketAddress address, Proxy proxy, Protocol protocol) {
        connect.stop();
    }

    @Override
    public synchronized void requestHeadersStart(Call call) {
        processing.start();
    }

    @Override
    public synchronized void responseHeadersEnd(Call call, Response response) {
        processing.stop();
        transfer.start();
    }

    @Override
    public synchronized void followUpDecision(Call call, Response response, Request next) {
        if (next != null) {
            transfer.stop();
        }
    }

    @Override
    public synchronized void retryDecision(Call call, IOException failure, boolean retry) {
        processing.stop();
        transfer.stop();
    }

    /** Milliseconds with the microseconds behind the point. */
    static double millis(long nanos) {
        return Math.round(nanos / 1_000.0) / 1_000.0;
    }

    /** Accumulates one phase; starting a running lap and stopping a resting one do nothing. */
    private static final class Lap {
        private long total;
        private long since;
        private boolean running;
        private boolean happened;

        void start() {
            if (!running) {
                running = true;
                happened = true;
                since = System.nanoTime();
            }
        }

        void stop() {
            if (running) {
                running = false;
                total += System.nanoTime() - since;
            }
        }

        Double millis() {
            return happened ? Stopwatch.millis(total) : null;
        }
    }
}
