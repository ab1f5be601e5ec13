package dev.tocsin.allinone;

import dev.tocsin.events.QuarantinedRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Tells of quarantined records: the first at once, and what follows in one line every ten seconds at most, since one broken
 * producer quarantines thousands. Not thread-safe.
 */
final class QuarantineDigest {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Clock clock;
    private final Consumer<News> news;
    private Instant told = Instant.EPOCH;
    private QuarantinedRecord last;
    private long untold;

    QuarantineDigest(Clock clock, Consumer<News> news) {
        this.clock = clock;
        this.news = news;
    }

    void add(QuarantinedRecord quarantined) {
        last = quarantined;
        untold++;
        tellIfDue();
    }

    void tellIfDue() {
        Instant now = clock.instant();
        if (untold == 0 || now.isBefore(told.plus(PAUSE))) {
            return;
        }
        String which = untold == 1 ? "" : untold + " records, the last of them: ";
        news.accept(new News(
                now,
                News.Kind.QUARANTINE,
                last.topic(),
                which + last.reason() + " at partition " + last.partition() + ", offset " + last.offset() + ": "
                        + last.detail()));
        told = now;
        untold = 0;
    }
}
