package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.allinone.News;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final StringWriter out = new StringWriter();
    private boolean stopAsked;

    @Test
    void shouldTellNewsInOneLine() {
        terminal(false).news(new News(Instant.EPOCH, News.Kind.FIRING, "checkout", "is down.\nSince a while."));

        assertThat(out.toString())
                .matches("\\d\\d:\\d\\d:\\d\\d  FIRING      checkout  is down. \\| Since a while.\\R");
    }

    @Test
    void shouldPaintOnlyWhereColoursAreSeen() {
        terminal(true).news(new News(Instant.EPOCH, News.Kind.FIRING, "checkout", "is down"));

        assertThat(out.toString()).contains("\u001b[1;31mFIRING");
    }

    @Test
    void shouldAbandonTheStartOnceItIsAskedToStop() {
        stopAsked = true;

        assertThatThrownBy(() -> terminal(false).progress("Kafka")).isInstanceOf(CancellationException.class);
    }

    @Test
    void shouldKeepStillAboutWhatHappensWhileStopping() {
        stopAsked = true;
        terminal(false).news(new News(Instant.EPOCH, News.Kind.PART, "kafka", "is not well"));

        assertThat(out.toString()).isEmpty();
    }

    private Terminal terminal(boolean colours) {
        PrintWriter writer = new PrintWriter(out, true);
        return new Terminal(
                new CommandContext(Path.of("."), Map.of(), Clock.systemUTC(), writer, writer, colours),
                () -> stopAsked);
    }
}
