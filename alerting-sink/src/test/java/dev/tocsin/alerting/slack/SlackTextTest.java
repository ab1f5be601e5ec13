package dev.tocsin.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlackTextTest {

    @Test
    void shouldEscapeWhatSlackReadsAsMarkup() {
        assertThat(SlackText.escape("<!channel> & <http://x|y>", 100))
                .isEqualTo("&lt;!channel&gt; &amp; &lt;http://x|y&gt;");
    }

    @Test
    void shouldCutToTheLimitCountingEscapes() {
        assertThat(SlackText.escape("abcdef", 6)).isEqualTo("abcdef");
        assertThat(SlackText.escape("abcdefg", 6)).isEqualTo("abcde…");
    }

    @Test
    void shouldNeverCutIntoAnEscapeOrACharacter() {
        assertThat(SlackText.escape("ab&&", 8)).isEqualTo("ab&amp;…");
        assertThat(SlackText.escape("ab&&", 6)).isEqualTo("ab…");
        assertThat(SlackText.escape("a🔴🔴", 4)).isEqualTo("a🔴…");
        for (int limit = 1; limit < 60; limit++) {
            assertThat(SlackText.escape("<&>🔴".repeat(20), limit)).hasSizeLessThanOrEqualTo(limit);
        }
    }

    @Test
    void shouldKeepALineALine() {
        assertThat(SlackText.line(" a\nb\u0000c\u2028d\u202Ee\t ", 100)).isEqualTo("a b c d e");
    }
}
