package dev.tocsin.job.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairShareTest {

    private static final long START = 1_760_000_000_000L;
    private static final int PER_SECOND = 100;

    private final FairShare share = new FairShare(PER_SECOND);
    private final Map<String, Integer> kept = new HashMap<>();
    private final Map<String, Integer> leftOut = new HashMap<>();
    private final Map<String, Integer> toldLeftOut = new HashMap<>();

    @Test
    void shouldKeepAllThatFits() {
        for (int second = 0; second < 5; second++) {
            say(second, "a", 60);
            say(second, "b", 40);
        }

        assertThat(kept).isEqualTo(Map.of("a", 300, "b", 200));
    }

    @Test
    void shouldTakeFromThoseWhoSayMostAndFromNobodyElse() {
        say(0, "loud", 1_000);
        say(0, "medium", 60);
        say(0, "quiet", 10);
        kept.clear();
        say(1, "loud", 1_000);
        say(1, "medium", 60);
        say(1, "quiet", 10);

        assertThat(kept).isEqualTo(Map.of("loud", 45, "medium", 45, "quiet", 10));
    }

    @Test
    void shouldKeepOneOfEachWhenAFloodBegins() {
        say(0, "flood", 5_000);
        say(0, "quiet", 3);

        assertThat(kept).isEqualTo(Map.of("flood", PER_SECOND, "quiet", 1));
    }

    @Test
    void shouldForgetAFloodThatIsOver() {
        say(0, "a", 5_000);
        say(1, "a", 20);
        kept.clear();
        say(2, "a", 80);
        say(4, "a", 80);

        assertThat(kept).isEqualTo(Map.of("a", 160));
    }

    @Test
    void shouldGiveTurnsToMoreServicesThanThereAreRows() {
        for (int second = 0; second < 41; second++) {
            int now = second;
            int before = total(kept);
            IntStream.range(0, 400).forEach(service -> say(now, "service-" + service, 1));
            if (second > 0) {
                // Turns go by hash codes, which do not share out evenly.
                assertThat(total(kept) - before).isBetween(PER_SECOND / 2, 2 * PER_SECOND);
            }
        }

        assertThat(kept).hasSize(400).allSatisfy((service, rows) -> assertThat(rows)
                .isBetween(10, 11));
    }

    @Test
    void shouldTellWithTheNextRowHowManyWereLeftOutBeforeIt() {
        for (int second = 0; second < 10; second++) {
            say(second, "loud", 1_000);
            say(second, "other", 200);
        }
        say(11, "loud", 1);
        say(11, "other", 1);

        assertThat(leftOut).isEqualTo(toldLeftOut);
        assertThat(total(kept) + total(leftOut)).isEqualTo(10 * 1_200 + 2);
    }

    private void say(int second, String service, int results) {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < results; i++) {
            answers.add(share.take(service, START + second * 1_000L + i % 1_000));
        }
        for (int before : answers) {
            boolean isKept = before != FairShare.LEFT_OUT;
            (isKept ? kept : leftOut).merge(service, 1, Integer::sum);
            if (isKept) {
                toldLeftOut.merge(service, before, Integer::sum);
            }
        }
    }

    private static int total(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
