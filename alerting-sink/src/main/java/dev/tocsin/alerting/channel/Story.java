package dev.tocsin.alerting.channel;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Entity;
import java.util.List;
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

    /** {@code <entity name>: <summary>}, or one sentence if the summary goes on like one: {@code Checkout is fine again}. */
    public String headline() {
        String summary = transition.summary().isBlank()
                ? transition.rule()
                : transition.summary().strip();
        return entityName() + (summary.startsWith("is ") ? " " : ": ") + summary;
    }

    /** What people call the entity; its key if nobody gave it a name. */
    public String entityName() {
        return entityName(transition.entityName(), transition.entity());
    }

    /** What people call one rule's incident, for example {@code consecutive-failures of Checkout}. */
    public static String name(String rule, String entityName, Entity entity) {
        return rule + " of " + entityName(entityName, entity);
    }

    private static String entityName(String name, Entity entity) {
        return name == null || name.isBlank() ? entity.key() : name.strip();
    }

    public String reason() {
        return transition.reason().isBlank()
                ? "No reason was given."
                : transition.reason().strip();
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
}
