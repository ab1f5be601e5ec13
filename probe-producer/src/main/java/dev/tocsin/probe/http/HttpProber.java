package dev.tocsin.probe.http;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.probe.check.Finding;
import dev.tocsin.probe.check.Prober;
import dev.tocsin.probe.check.Target;
import dev.tocsin.probe.guard.AddressGuard;
import java.io.IOException;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/**
 * One GET: redirects followed, certificates verified, the body read to its end or to 1 MiB, all before one deadline.
 *
 * <p>Each check in progress has a thread of its own; a thousand checks a second of a few milliseconds need only a
 * handful. Status by the final code: below 400 ok, 4xx warn, 5xx error; no answer is down.
 */
public final class HttpProber implements Prober {

    private static final long BODY_LIMIT = 1 << 20;
    private static final int MAX_CHECKS = 2_048;
    private static final int KEPT_CONNECTIONS = 2_048;
    /** OkHttp keeps the deadline itself, save inside a name look-up; this much later the finding is given without it. */
    private static final Duration GRACE = Duration.ofMillis(250);

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
        Stopwatch stopwatch = new Stopwatch();
        Call call = call(url, target.timeout(), stopwatch);
        CompletableFuture<Finding> finding = new CompletableFuture<>();
        try {
            threads.execute(() -> check(call, target, stopwatch, finding));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(Finding.unknown(
                    "this prober already has " + MAX_CHECKS + " checks in progress; run another one beside it"));
        }
        return finding.orTimeout(target.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> {
                    call.cancel();
                    return failure instanceof TimeoutException
                            ? CompletableFuture.completedFuture(Complaint.timedOut(
                                    target.timeout(),
                                    Duration.ofNanos(stopwatch.elapsedNanos()).minus(GRACE)))
                            : CompletableFuture.failedFuture(failure);
                });
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

    private static void check(Call call, Target target, Stopwatch stopwatch, CompletableFuture<Finding> finding) {
        try (Response response = call.execute()) {
            boolean ended = readBody(response.body().source());
            finding.complete(answered(response, stopwatch));
            if (!ended) {
                // Closing would otherwise wait for the rest, in the hope of keeping the connection.
                call.cancel();
            }
        } catch (IOException e) {
            finding.complete(Complaint.of(e, target.timeout(), Duration.ofNanos(stopwatch.elapsedNanos())));
        } catch (RuntimeException | Error e) {
            finding.completeExceptionally(e);
        }
    }

    /** Whether the body ended within the limit. */
    private static boolean readBody(BufferedSource source) throws IOException {
        Buffer scrap = new Buffer();
        for (long seen = 0; seen < BODY_LIMIT; scrap.clear()) {
            long read = source.read(scrap, BODY_LIMIT - seen);
            if (read < 0) {
                return true;
            }
            seen += read;
        }
        return false;
    }

    private static Finding answered(Response response, Stopwatch stopwatch) {
        int code = response.code();
        return new Finding(
                code < 400 ? CheckStatus.OK : code < 500 ? CheckStatus.WARN : CheckStatus.ERROR,
                millis(stopwatch.elapsedNanos()),
                code,
                stopwatch.phases(),
                null,
                certExpiresAt(response.handshake()));
    }

    private static Long certExpiresAt(Handshake handshake) {
        return handshake != null
                        && !handshake.peerCertificates().isEmpty()
                        && handshake.peerCertificates().get(0) instanceof X509Certificate leaf
                ? leaf.getNotAfter().getTime()
                : null;
    }

    /** Milliseconds with the microseconds behind the point. */
    static double millis(long nanos) {
        return Math.round(nanos / 1_000.0) / 1_000.0;
    }

    @Override
    public void close() {
        threads.shutdown();
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
