package dev.tocsin.probe.http;

import dev.tocsin.events.guard.AddressGuard;
import dev.tocsin.probe.check.Finding;
import dev.tocsin.probe.check.Prober;
import dev.tocsin.probe.check.Target;
import java.net.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * One GET: redirects followed, certificates verified, the body read to its end or to 1 MiB, all before one deadline.
 *
 * <p>Each check in progress has a thread of its own; a thousand checks a second of a few milliseconds need only a
 * handful. Status by the final code: below 400 ok, 4xx warn, 5xx error; no answer is down.
 */
public final class HttpProber implements Prober {

    private static final int MAX_CHECKS = 2_048;
    private static final int KEPT_CONNECTIONS = 2_048;

    private final AddressGuard guard;
    private final String userAgent;
    private final boolean keepConnections;
    private final OkHttpClient client;
    private final ExecutorService threads;

    /**
     * @param userAgent what the probed services see as the client's name
     * @param keepConnections whether checks may use the connection of an earlier one
     */
    public HttpProber(AddressGuard guard, String userAgent, boolean keepConnections) {
        this(guard, userAgent, keepConnections, Tls.trusting(null), Dns.SYSTEM);
    }

    HttpProber(AddressGuard guard, String userAgent, boolean keepConnections, Tls tls, Dns names) {
        this.guard = guard;
        this.userAgent = userAgent;
        this.keepConnections = keepConnections;
        this.client = new OkHttpClient.Builder()
                .dns(new GuardedDns(guard, names))
                .socketFactory(new GuardedSocketFactory(guard))
                .sslSocketFactory(tls.sockets(), tls.trust())
                .proxy(Proxy.NO_PROXY)
                .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, 90, TimeUnit.SECONDS))
                // The deadline of the whole call is the only one.
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(0, MAX_CHECKS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "probe-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public CompletableFuture<Finding> probe(Target target) {
        HttpUrl url = HttpUrl.parse(target.url());
        if (url == null) {
            return CompletableFuture.completedFuture(Finding.down("the url is not a valid http or https address"));
        }
        HttpCheck check = new HttpCheck(url, target.timeout(), this::call);
        try {
            threads.execute(check);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Not out of memory as such: that is also how a JVM says that it may not have another thread.
            return CompletableFuture.completedFuture(
                    Finding.unknown("this prober has no thread left for the check; run another one beside it"));
        }
        return check.finding();
    }

    private Call call(HttpUrl url, Duration timeout, Stopwatch stopwatch) {
        OkHttpClient.Builder own = client.newBuilder()
                .eventListener(stopwatch)
                .callTimeout(timeout)
                .addNetworkInterceptor(new HopWatch(guard));
        Request.Builder request = new Request.Builder().url(url).header("User-Agent", userAgent);
        if (!keepConnections) {
            // A pool of its own too: over HTTP/2, checks at the same time would otherwise share one connection.
            own.connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS));
            request.header("Connection", "close");
        }
        return own.build().newCall(request.build());
    }

    @Override
    public void close() {
        threads.shutdown();
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
