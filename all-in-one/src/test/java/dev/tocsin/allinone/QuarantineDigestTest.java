package dev.tocsin.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.QuarantinedRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuarantineDigestTest {

    private final List<News> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final QuarantineDigest digest = new QuarantineDigest(
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }
            },
            told::add);

    @Test
    void shouldTellTheFirstAtOnce() {
        digest.add(record(1));

        assertThat(told).singleElement().satisfies(news -> {
            assertThat(news.kind()).isEqualTo(News.Kind.QUARANTINE);
            assertThat(news.text()).contains("late", "offset 1", "an hour too late");
        });
    }

    @Test
    void shouldTellThoseThatFollowTogether() {
        for (long offset = 1; offset <= 1_000; offset++) {
            digest.add(record(offset));
        }
        assertThat(told).hasSize(1);

        now = now.plus(Duration.ofSeconds(10));
        digest.tellIfDue();

        assertThat(told).hasSize(2);
        assertThat(told.get(1).text()).startsWith("999 records").contains("offset 1000");
    }

    @Test
    void shouldBeSilentWhenNothingFollows() {
        digest.add(record(1));
        now = now.plus(Duration.ofMinutes(1));
        digest.tellIfDue();

        assertThat(told).hasSize(1);
    }

    private QuarantinedRecord record(long offset) {
        return new QuarantinedRecord("telemetry", 0, offset, "late", "an hour too late", now.toEpochMilli(), "{}");
    }
}
