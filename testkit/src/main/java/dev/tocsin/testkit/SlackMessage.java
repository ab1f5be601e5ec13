package dev.tocsin.testkit;

import java.time.Instant;

/**
 * One post that {@link LoopbackSlack} has read.
 *
 * @param path the webhook's path, to tell several apart
 * @param json the body as it came
 * @param text the field {@code text}; empty if there is none
 * @param reply how it was answered, or is about to be
 */
public record SlackMessage(String path, String json, String text, Instant receivedAt, SlackReply reply) {}
