package dev.tocsin.alerting.slack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The {@code Retry-After} header: seconds or an HTTP date (RFC 9110, 10.2.3). Pure. */
final class RetryAfter {

    /** For when it is missing or cannot be read: the pace that Slack allows. */
    static final Duration UNSAID = Duration.ofSeconds(1);

    /** @param header null if there is none */
    static Duration read(String header, Instant now) {
        if (header == null || header.isBlank()) {
            return UNSAID;
        }
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return atLeast(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return atLeast(Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from)));
        } catch (DateTimeException e) {
            return UNSAID;
        }
    }

    private static Duration atLeast(Duration asked) {
        return asked.compareTo(UNSAID) < 0 ? UNSAID : asked;
    }

    private RetryAfter() {}
}
