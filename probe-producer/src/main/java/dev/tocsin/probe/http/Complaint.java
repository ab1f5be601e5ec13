package dev.tocsin.probe.http;

import dev.tocsin.probe.check.Finding;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Turns the failure of a check into a finding whose error people understand. Never contains the URL: it may hold a secret. */
final class Complaint {

    /** A deadline noticed this late says that the prober stood still, not that the service did. */
    private static final Duration STALL = Duration.ofSeconds(1);

    static Finding of(IOException failure, Duration timeout, Duration elapsed) {
        if (failure instanceof ForbiddenAddressException) {
            return Finding.down(failure.getMessage());
        }
        if (failure instanceof InterruptedIOException) {
            return timedOut(timeout, elapsed);
        }
        if (causeOf(failure, IOException.class, "Too many open files").isPresent()) {
            return Finding.unknown("this prober has too many open files; raise its limit (ulimit -n)");
        }
        return Finding.down(failure instanceof SSLException ? tls(failure) : network(failure));
    }

    static Finding timedOut(Duration timeout, Duration elapsed) {
        return elapsed.compareTo(timeout.plus(STALL)) > 0
                ? Finding.unknown("this prober stood still for " + words(elapsed.minus(timeout))
                        + " and cannot tell; give its machine more CPU")
                : Finding.down("timed out after " + words(timeout));
    }

    private static String network(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return causeOf(failure, IOException.class, "Temporary failure").isPresent()
                    ? "name could not be resolved: temporary failure of the name server"
                    : "name not found";
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to host";
        }
        if (failure instanceof ConnectException) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return lowerFirst(cause.getMessage(), "connection failed").replaceFirst(" \\(.*\\)$", "");
        }
        if (causeOf(failure, EOFException.class, "").isPresent()
                || causeOf(failure, IOException.class, "unexpected end of stream")
                        .isPresent()) {
            return "connection closed before the answer was complete";
        }
        if (failure instanceof ProtocolException) {
            return "bad answer: " + lowerFirst(failure.getMessage(), "not HTTP");
        }
        return lowerFirst(failure.getMessage(), failure.getClass().getSimpleName());
    }

    private static String tls(IOException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return "certificate is not valid for this host name";
        }
        return causeOf(failure, CertificateExpiredException.class, "")
                .map(cause -> "certificate expired: " + cause.getMessage())
                .or(() -> causeOf(failure, CertificateNotYetValidException.class, "")
                        .map(cause -> "certificate not yet valid: " + cause.getMessage()))
                .or(() -> causeOf(failure, java.security.cert.CertPathBuilderException.class, "")
                        .map(cause -> "certificate not trusted: no path to a known authority"))
                .orElseGet(() -> "TLS failed: " + lowerFirst(failure.getMessage(), "no reason given"));
    }

    /** The first of that type in the chain of causes whose message contains the words. */
    private static <T extends Throwable> Optional<T> causeOf(Throwable failure, Class<T> type, String words) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause) && String.valueOf(cause.getMessage()).contains(words)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static String lowerFirst(String message, String otherwise) {
        if (message == null || message.isBlank()) {
            return otherwise;
        }
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    /** For example {@code 250 ms}, {@code 2 s}, {@code 2.5 s}. */
    private static String words(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }

    private Complaint() {}
}
