package dev.tocsin.gateway.live;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Something to tell listeners. Written down once, however many listen. Thread-safe.
 *
 * <p>As a WebSocket text it is {@code {"type": …, "id": …, "data": …}}; as a server-sent event its type, id and data are the
 * event's.
 */
public final class Frame {

    private final String id;
    private final String type;
    private final List<String> subjects;
    private final boolean boardOnly;
    private final String text;
    private final int dataFrom;
    /** Made when somebody wants it; two threads may both make it. */
    private volatile byte[] event;

    /**
     * A frame.
     *
     * @param subjects names and keys of the services that it tells of; none if it tells of no service in particular
     * @param boardOnly whether only those want it who watch the board
     * @param json the data
     */
    Frame(String id, String type, List<String> subjects, boolean boardOnly, String json) {
        this.id = id;
        this.type = type;
        this.subjects = List.copyOf(subjects);
        this.boardOnly = boardOnly;
        String head = "{\"type\":\"" + type + "\",\"id\":\"" + id + "\",\"data\":";
        this.dataFrom = head.length();
        this.text = head + json + "}";
    }

    String id() {
        return id;
    }

    public String type() {
        return type;
    }

    List<String> subjects() {
        return subjects;
    }

    boolean boardOnly() {
        return boardOnly;
    }

    /** As a WebSocket message. */
    public String text() {
        return text;
    }

    /** As a server-sent event, UTF-8. JSON of ours has no line breaks. */
    public byte[] event() {
        byte[] made = event;
        if (made == null) {
            String data = text.substring(dataFrom, text.length() - 1);
            made = ("event: " + type + "\nid: " + id + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
            event = made;
        }
        return made;
    }

    /** How much of the memory it takes, about. */
    public int size() {
        return text.length();
    }
}
