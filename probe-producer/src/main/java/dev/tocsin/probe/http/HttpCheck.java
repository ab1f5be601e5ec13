package dev.tocsin.probe.http;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.probe.check.Finding;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** One check, run on a thread of its own. */
final class HttpCheck implements Runnable {

    private static final long BODY_LIMIT = 1 << 20;
    /** OkHttp keeps the deadline itself, save inside a name look-up; this much later the finding is given without it. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final HttpUrl url;
    private final Duration timeout;
    private final Calls calls;
    private final long createdAt = System.nanoTime();
    private final CompletableFuture<Finding> outcome = new CompletableFuture<>();
    private volatile Call call;

    /** Makes a call that keeps the timeout and reports to the stopwatch. */
    interface Calls {
        Call call(HttpUrl url, Duration timeout, Stopwatch stopwatch);
    }

    HttpCheck(HttpUrl url, Duration timeout, Calls calls) {
        this.url = url;
        this.timeout = timeout;
        this.calls = calls;
    }

    /** Arrives soon after the timeout at the latest, even if the check has not been run by then. */
    CompletableFuture<Finding> finding() {
        return outcome.orTimeout(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> {
                    if (call != null) {
                        call.cancel();
                    }
                    return failure instanceof TimeoutException
                            ? CompletableFuture.completedFuture(
                                    Complaint.timedOut(timeout, sinceCreated().minus(GRACE)))
                            : CompletableFuture.failedFuture(failure);
                });
    }

    @Override
    public void run() {
        Stopwatch stopwatch = new Stopwatch();
        try {
            call = calls.call(url, timeout, stopwatch);
            stopwatch.start();
            answer(stopwatch);
        } catch (IOException e) {
            outcome.complete(Complaint.of(e, timeout, sinceCreated()));
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }

    private void answer(Stopwatch stopwatch) throws IOException {
        try (Response response = call.execute()) {
            boolean ended = readBody(response.body().source());
            outcome.complete(answered(response, stopwatch));
            if (!ended) {
                // Closing would otherwise wait for the rest, in the hope of keeping the connection.
                call.cancel();
            }
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
                Stopwatch.millis(stopwatch.elapsedNanos()),
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

    private Duration sinceCreated() {
        return Duration.ofNanos(System.nanoTime() - createdAt);
    }
}
