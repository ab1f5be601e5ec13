package dev.tocsin.cli;

import dev.tocsin.allinone.News;
import dev.tocsin.allinone.Onlooker;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** What the person at the terminal sees: little, one line each. */
final class Terminal implements Onlooker {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final String RESET = "\u001b[0m";

    private final PrintWriter out;
    private final boolean colours;
    private final BooleanSupplier stopAsked;
    private final long began = System.nanoTime();
    private volatile long stopBegan;

    Terminal(CommandContext context, BooleanSupplier stopAsked) {
        this.out = context.out();
        this.colours = context.colours();
        this.stopAsked = stopAsked;
    }

    @Override
    public void progress(String step) {
        if (stopAsked.getAsBoolean()) {
            throw new CancellationException("stopped while starting");
        }
        out.println("Starting " + step);
    }

    @Override
    public void notice(String sentence) {
        out.println(sentence);
    }

    @Override
    public void news(News news) {
        if (stopAsked.getAsBoolean()) {
            return; // what happens while everything stops says nothing about what is watched
        }
        String kind = String.format(Locale.ROOT, "%-10s", label(news.kind()));
        out.println(TIME.format(news.at().atZone(ZoneId.systemDefault())) + "  " + paint(news.kind(), kind) + "  "
                + news.subject() + "  " + oneLine(news.text()));
    }

    void table(Map<String, String> addresses) {
        out.println();
        out.println("Tocsin runs, " + seconds(began) + " s after its start. Ctrl-C stops it.");
        addresses.forEach((name, address) -> out.println(String.format(Locale.ROOT, "  %-10s  %s", name, address)));
        out.println();
    }

    void stopping() {
        stopBegan = System.nanoTime();
        out.println("Stopping");
    }

    void stopped() {
        out.println("Stopped in " + seconds(stopBegan) + " s");
    }

    private static String seconds(long since) {
        return String.format(
                Locale.ROOT, "%.1f", Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " | ");
    }

    private static String label(News.Kind kind) {
        return switch (kind) {
            case SCRIPT -> "script";
            case FIRING -> "FIRING";
            case RESOLVED -> "resolved";
            case MESSAGE -> "message";
            case QUARANTINE -> "quarantine";
            case PART -> "part";
        };
    }

    private String paint(News.Kind kind, String text) {
        if (!colours) {
            return text;
        }
        String colour =
                switch (kind) {
                    case SCRIPT -> "\u001b[36m";
                    case FIRING -> "\u001b[1;31m";
                    case RESOLVED -> "\u001b[32m";
                    case MESSAGE -> "\u001b[35m";
                    case QUARANTINE, PART -> "\u001b[33m";
                };
        return colour + text + RESET;
    }
}
