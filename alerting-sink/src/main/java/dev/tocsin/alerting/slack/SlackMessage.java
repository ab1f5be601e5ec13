package dev.tocsin.alerting.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.alerting.channel.Message;
import dev.tocsin.alerting.channel.Story;
import dev.tocsin.alerting.channel.Words;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.Severity;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an on-call engineer reads on a phone at night: what broke, why we say so, the figures, since when, where to look.
 * Pure.
 *
 * <p>The header is a block of the message, the rest an attachment, because only attachments have a coloured edge; {@code
 * text} is what the lock screen shows.
 */
final class SlackMessage {

    static final int MOST_HEADER = 150;
    static final int MOST_TEXT = 3000;
    private static final int MOST_FIELD = 2000;
    private static final int MOST_FIELDS = 10;
    private static final int MOST_DIGEST_LINE = 300;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final URI dashboard;

    SlackMessage(URI dashboard) {
        this.dashboard = dashboard;
    }

    ObjectNode render(Message message) {
        return message.stories().size() == 1 ? single(message.stories().get(0)) : digest(message.stories());
    }

    private ObjectNode single(Story story) {
        ArrayNode body = NODES.arrayNode();
        body.add(section(SlackText.escape(story.reason(), MOST_TEXT)));
        List<Evidence> evidence = story.transition().evidence();
        if (!evidence.isEmpty()) {
            ArrayNode fields = NODES.arrayNode();
            evidence.stream().limit(MOST_FIELDS).forEach(figure -> fields.add(markdown(field(figure))));
            body.add(NODES.objectNode().put("type", "section").set("fields", fields));
        }
        if (!story.earlierCover().isEmpty()) {
            body.add(section(SlackText.escape(story.earlierCover(), MOST_TEXT)));
        }
        body.add(context(when(story), rule(story.transition())));
        if (!story.resolved()) {
            body.add(context(covers(story)));
        }
        body.add(section(link(story, "Open " + story.entityName() + " on the dashboard")));
        String colour = story.resolved() ? "#2e7d32" : colour(story.transition().severity());
        return message(
                emoji(story) + " " + SlackText.line(story.headline(), MOST_HEADER - 3),
                SlackText.line(story.text(), MOST_TEXT),
                colour,
                body);
    }

    private ObjectNode digest(List<Story> stories) {
        long resolved = stories.stream().filter(Story::resolved).count();
        long firing = stories.size() - resolved;
        String headline = (firing == 0 ? "" : firing + (firing == 1 ? " incident" : " incidents"))
                + (firing == 0 || resolved == 0 ? "" : ", ")
                + (resolved == 0 ? "" : resolved + " resolved");
        ArrayNode body = NODES.arrayNode();
        StringBuilder text = new StringBuilder();
        for (Story story : stories) {
            String line = emoji(story) + " " + SlackText.line(story.headline(), MOST_DIGEST_LINE) + " · " + when(story)
                    + " · " + link(story, "open") + "\n";
            if (text.length() + line.length() > MOST_TEXT) {
                body.add(section(text.toString().stripTrailing()));
                text.setLength(0);
            }
            text.append(line);
        }
        body.add(section(text.toString().stripTrailing()));
        String names = stories.stream().map(Story::headline).collect(Collectors.joining("; "));
        String emoji = firing == 0 ? "✅" : emoji(mostSevere(stories));
        String colour = firing == 0 ? "#2e7d32" : colour(mostSevere(stories));
        return message(
                emoji + " " + headline, SlackText.line("[DIGEST] " + headline + ": " + names, MOST_TEXT), colour, body);
    }

    private static Severity mostSevere(List<Story> stories) {
        return stories.stream()
                .filter(story -> !story.resolved())
                .map(story -> story.transition().severity())
                .max(Severity::compareTo)
                .orElseThrow();
    }

    private static ObjectNode message(String header, String text, String colour, ArrayNode body) {
        ObjectNode message = NODES.objectNode();
        message.put("text", text);
        message.putArray("blocks")
                .addObject()
                .put("type", "header")
                .putObject("text")
                .put("type", "plain_text")
                .put("text", header)
                .put("emoji", false);
        message.putArray("attachments").addObject().put("color", colour).set("blocks", body);
        return message;
    }

    private static String field(Evidence figure) {
        String basis = "checks".equals(figure.window())
                ? "over " + figure.observations() + " checks"
                : "over " + figure.window() + ", " + figure.observations() + " observations";
        return "*" + SlackText.line(String.valueOf(figure.metric()), MOST_FIELD / 2) + "*\n"
                + SlackText.line(Words.quantity(figure.value(), figure.unit()), 200) + " (limit "
                + SlackText.line(Words.quantity(figure.limit(), figure.unit()), 200) + ")\n"
                + SlackText.line(basis, 200);
    }

    private static String when(Story story) {
        AlertTransition transition = story.transition();
        return story.resolved()
                ? "lasted " + story.lasted() + ", from " + time(transition.openedAt()) + " to " + time(transition.at())
                : "since " + time(transition.openedAt());
    }

    /** Slack shows it in the reader's own zone; the fallback is for those who cannot. */
    private static String time(long epochMs) {
        return "<!date^" + Math.floorDiv(epochMs, 1000) + "^{date_short_pretty} {time_secs}|" + Words.dateTime(epochMs)
                + ">";
    }

    private static String rule(AlertTransition transition) {
        String version = transition.definitionVersion() == 0
                ? "default definition"
                : "definition " + transition.definitionVersion();
        return "rule " + transition.ruleNumber() + " " + SlackText.line(transition.rule(), 200) + " · "
                + transition.severity().wire() + " · " + version;
    }

    private static String covers(Story story) {
        String general = "While this is open, incidents of " + SlackText.line(story.entityName(), 400) + " up to "
                + story.transition().severity().wire() + " stay quiet.";
        return story.covers().isEmpty()
                ? general
                : general + " Now: " + SlackText.line(String.join(", ", story.covers()), 1000) + ".";
    }

    private String link(Story story, String words) {
        String entity = story.transition().entity().kind().wire() + "="
                + URLEncoder.encode(story.transition().entity().key(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
        return "<" + SlackText.escape(dashboard + "#" + entity, 2000) + "|"
                + SlackText.line(words, 400).replace("|", "¦") + ">";
    }

    private static String emoji(Story story) {
        return story.resolved() ? "✅" : emoji(story.transition().severity());
    }

    private static String emoji(Severity severity) {
        return switch (severity) {
            case INFO -> "🔵";
            case WARNING -> "🟠";
            case CRITICAL -> "🔴";
        };
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case INFO -> "#1565c0";
            case WARNING -> "#ef6c00";
            case CRITICAL -> "#c62828";
        };
    }

    private static ObjectNode section(String text) {
        return NODES.objectNode().put("type", "section").set("text", markdown(text));
    }

    private static ObjectNode context(String... texts) {
        ArrayNode elements = NODES.arrayNode();
        for (String text : texts) {
            elements.add(markdown(text));
        }
        return NODES.objectNode().put("type", "context").set("elements", elements);
    }

    /** Verbatim: what looks like a link, a channel or a person in a name stays text. */
    private static ObjectNode markdown(String text) {
        return NODES.objectNode().put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }
}
