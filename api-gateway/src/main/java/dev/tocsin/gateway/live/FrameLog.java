package dev.tocsin.gateway.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The frames of the last minute in their order, at most 10,000 and 16 million characters of them, so that who was away for a
 * moment can hear what it missed. Thread-safe.
 *
 * <p>A frame's id is the start of this log, epoch ms, a hyphen and its number: of another log it means nothing here.
 */
final class FrameLog {

    static final int MAX_FRAMES = 10_000;
    static final long MAX_CHARACTERS = 16_000_000;
    static final long MAX_AGE_MS = 60_000;
    private static final Pattern ID = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private record Entry(long number, long at, Frame frame) {}

    private final long start;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long characters;
    private long newest;
    /** The newest number that was dropped to keep the limits. */
    private long dropped;
    /** The newest number that was not kept at all, of samples and alerts and of the board. */
    private long metricsGap;

    private long boardGap;

    FrameLog(long start) {
        this.start = start;
    }

    synchronized void append(String type, List<String> subjects, boolean boardOnly, String json, long now) {
        Frame frame = new Frame(id(++newest), type, subjects, boardOnly, json);
        entries.add(new Entry(newest, now, frame));
        characters += frame.size();
        while (entries.size() > MAX_FRAMES
                || characters > MAX_CHARACTERS && entries.size() > 1
                || entries.peek().at() < now - MAX_AGE_MS) {
            Entry oldest = entries.poll();
            characters -= oldest.frame().size();
            dropped = oldest.number();
        }
    }

    /** Something happened that nobody wanted to hear of: from before it nobody can go on. */
    synchronized void skip(boolean boardOnly) {
        newest++;
        if (boardOnly) {
            boardGap = newest;
        } else {
            metricsGap = newest;
        }
    }

    synchronized long newest() {
        return newest;
    }

    String id(long number) {
        return start + "-" + number;
    }

    /** Whether that is written like an id, of whatever log. */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** The number of an id, if it is one of this log's. */
    OptionalLong number(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches() && Long.parseLong(parts.group(1)) == start
                ? OptionalLong.of(Long.parseLong(parts.group(2)))
                : OptionalLong.empty();
    }

    /** Whether everything that happened since then is here. */
    synchronized boolean isComplete(long since, boolean board) {
        return since >= dropped && since >= metricsGap && (!board || since >= boardGap) && since <= newest;
    }

    /** What came after one number up to another, inclusive; empty if part of it is not kept any more. */
    synchronized Optional<List<Frame>> between(long after, long upTo) {
        if (after < dropped) {
            return Optional.empty();
        }
        List<Frame> frames = new ArrayList<>();
        Iterator<Entry> backwards = entries.descendingIterator();
        while (backwards.hasNext()) {
            Entry entry = backwards.next();
            if (entry.number() <= after) {
                break;
            }
            if (entry.number() <= upTo) {
                frames.add(entry.frame());
            }
        }
        Collections.reverse(frames);
        return Optional.of(frames);
    }
}
