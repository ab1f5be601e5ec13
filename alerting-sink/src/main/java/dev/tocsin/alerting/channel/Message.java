package dev.tocsin.alerting.channel;

import java.util.List;

/** What one request to a channel carries: one story, or a digest of several that were due at once. */
public record Message(List<Story> stories) {

    public Message {
        stories = List.copyOf(stories);
        if (stories.isEmpty()) {
            throw new IllegalArgumentException("a message needs a story");
        }
    }

    public static Message of(Story story) {
        return new Message(List.of(story));
    }
}
