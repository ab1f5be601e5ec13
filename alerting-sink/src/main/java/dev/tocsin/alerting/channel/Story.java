package dev.tocsin.alerting.channel;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One transition as it is told.
 *
 * @param transition what happened
 * @param covers other incidents of the entity that this one speaks for, each as {@code rule (severity)}
 * @param earlierCover why it was not told at once, empty if it is told at once
 */
public record Story(AlertTransition transition, List<String> covers, String earlierCover) {

    public Story {
        Objects.requireNonNull(transition, "transition");
        covers = List.copyOf(covers);
        Objects.requireNonNull(earlierCover, "earlierCover");
    }

    public static Story of(AlertTransition transition) {
        return new Story(transition, List.of(), "");
    }

    public boolean resolved() {
        return transition.state() == State.RESOLVED;
    }

    /** {@code <entity name>: <summary>}; the name is not said twice if the summary begins with it. */
    public String headline() {
        String name = entityName();
        String summary = orElse(transition.summary(), transition.rule());
        if (summary.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT))) {
            return (resolved() ? "Resolved: " : "") + summary;
        }
        return name + ": " + (resolved() ? "resolved. " : "") + summary;
    }

    public String entityName() {
        return orElse(transition.entityName(), transition.entity().key());
    }

    public String reason() {
        return orElse(transition.reason(), "No reason was given.");
    }

    /** The whole story in one plain line, for a log, a row, a lock screen. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(resolved() ? "[RESOLVED] " : "[" + transition.severity() + "] ");
        text.append(headline()).append(". ").append(reason());
        if (resolved()) {
            text.append(" It lasted ").append(lasted()).append('.');
        }
        if (!earlierCover.isEmpty()) {
            text.append(' ').append(earlierCover);
        }
        return text.toString();
    }

    public String lasted() {
        return Words.duration(transition.at() - transition.openedAt());
    }

    private static String orElse(String text, String fallback) {
        return text == null || text.isBlank() ? fallback : text.strip();
    }
}
