package dev.tocsin.gateway.self;

import dev.tocsin.gateway.self.RequestWindows.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One window of requests beside the window before it: what has changed, and what to do about it. Changes are null while the
 * gateway is too young to have a whole window before.
 */
public record Trend(int minutes, Counts now, Counts before) {

    private static final double HIGH_RATE = 100;
    private static final double BUSY_RATE = 50;
    private static final double BUSY_ERROR_PERCENT = 2;
    private static final double MANY_CLIENT_ERRORS_PERCENT = 25;
    /** Below, a rate may double by chance. */
    private static final double LEAST_RATE = 1;

    /** Whether there is a whole window to compare with. */
    public boolean isComparable() {
        return before.seconds() >= minutes * 60.0;
    }

    /** By how much the rate has changed, in percent of what it was; null if it was 0 or is unknown. */
    public Double rateChangePercent() {
        return isComparable() && before.requests() > 0
                ? (now.perSecond() - before.perSecond()) / before.perSecond() * 100
                : null;
    }

    /** By how many percentage points the share of 5xx has changed; null if either window has no requests. */
    public Double errorChangePoints() {
        return isComparable() && before.requests() > 0 && now.requests() > 0
                ? now.errorPercent() - before.errorPercent()
                : null;
    }

    /** What to do, each with its figure; never empty. */
    public List<String> recommendations() {
        List<String> advice = new ArrayList<>();
        boolean judged = now.requests() >= SelfLimits.MIN_REQUESTS;
        if (now.perSecond() > HIGH_RATE) {
            advice.add(text(
                    "%.1f requests/s in the last %s, above 100/s: limit the rate per client, and look for abuse with"
                            + " topk(5, sum by (endpoint) (rate(http_requests_total[5m]))).",
                    now.perSecond(), span(minutes)));
        }
        if (judged && now.errorPercent() > SelfLimits.ERROR_RATE_PERCENT) {
            advice.add(text(
                    "%.1f %% of the requests failed with 5xx (%d of %d), above 5 %%: read the gateway's log for the cause,"
                            + " and consider a circuit breaker before whatever http_request_errors_total names.",
                    now.errorPercent(), now.serverErrors(), now.requests()));
        }
        if (judged && now.perSecond() > BUSY_RATE && now.errorPercent() > BUSY_ERROR_PERCENT) {
            advice.add(text(
                    "%.1f requests/s with %.1f %% errors: the gateway may be overloaded; scale out, or give it more"
                            + " processors.",
                    now.perSecond(), now.errorPercent()));
        }
        if (judged && now.clientErrorPercent() > MANY_CLIENT_ERRORS_PERCENT) {
            advice.add(text(
                    "%.1f %% of the requests were refused with 4xx (%d of %d): a client asks wrongly; find it with sum by"
                            + " (endpoint, error_type) (rate(http_request_errors_total[5m])).",
                    now.clientErrorPercent(), now.clientErrors(), now.requests()));
        }
        addChanges(advice, judged);
        if (advice.isEmpty() && !judged) {
            advice.add(text(
                    "%d requests in the last %s are too few to judge (%d are needed); nothing needs to be done.",
                    now.requests(), span(minutes), SelfLimits.MIN_REQUESTS));
        }
        if (advice.isEmpty()) {
            advice.add(text(
                    "Normal: %.2f requests/s and %.1f %% errors in the last %s; nothing needs to be done.",
                    now.perSecond(), now.errorPercent(), span(minutes)));
        }
        return advice;
    }

    private void addChanges(List<String> advice, boolean judged) {
        Double rate = rateChangePercent();
        Double errors = errorChangePoints();
        if (rate != null && rate >= 100 && now.perSecond() >= LEAST_RATE) {
            advice.add(text(
                    "Traffic grew by %.0f %%, from %.2f to %.2f requests/s: see that the gateway has room for more, or find"
                            + " out who asks so much.",
                    rate, before.perSecond(), now.perSecond()));
        }
        if (rate != null && rate <= -50 && before.perSecond() >= LEAST_RATE) {
            advice.add(text(
                    "Traffic fell by %.0f %%, from %.2f to %.2f requests/s: check that clients and proxies still reach the"
                            + " gateway.",
                    -rate, before.perSecond(), now.perSecond()));
        }
        if (errors != null && judged && errors >= 1) {
            advice.add(text(
                    "Errors rose from %.1f %% to %.1f %% of the requests: look at what changed in the last %s.",
                    before.errorPercent(), now.errorPercent(), span(2 * minutes)));
        }
    }

    private static String span(int minutes) {
        return minutes == 1 ? "minute" : minutes + " minutes";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
