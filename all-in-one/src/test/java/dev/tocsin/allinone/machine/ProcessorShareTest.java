package dev.tocsin.allinone.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessorShareTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ProcessorShare share = new ProcessorShare();

    @Test
    void shouldNotKnowBeforeTheSecondReading() {
        read(0, 100);

        assertThat(share.share()).isEmpty();
    }

    @Test
    void shouldTellTheShareSinceTheStartOfAYoungProcess() {
        read(0, 1_000);
        read(10, 6_000);

        assertThat(share.share()).contains(new ProcessorShare.Share(0.5, Duration.ofSeconds(10)));
    }

    @Test
    void shouldForgetWhatIsLongerAgoThanAMinute() {
        read(0, 0);
        for (int second = 2; second <= 200; second += 2) {
            // busy for the first hundred seconds, a quarter of a processor from then on
            read(second, second <= 100 ? second * 1_000L : 100_000 + (second - 100) * 250L);
        }

        assertThat(share.share()).contains(new ProcessorShare.Share(0.25, Duration.ofSeconds(60)));
    }

    @Test
    void shouldNotGoBelowZeroWhenAChildTookItsTimeWithIt() {
        read(0, 5_000);
        read(2, 4_000);

        assertThat(share.share()).contains(new ProcessorShare.Share(0, Duration.ofSeconds(2)));
    }

    private void read(long second, long spentMs) {
        share.read(START.plusSeconds(second), OptionalLong.of(spentMs));
    }
}
