package dev.tocsin.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names that were met last, so that a name that comes again needs no new string and is not checked again. Each slot
 * holds the newest name of its hash, which bounds the memory and forgets nothing that matters. Not thread-safe.
 */
final class NameCache {

    private static final int SLOTS = 1 << 17;

    private final Entry[] entries = new Entry[SLOTS];

    private record Entry(byte[] bytes, String name) {}

    /** The name in a stretch of an ASCII document; null if it is no sound name, see {@link Limits#isName}. */
    String get(byte[] document, int from, int to) {
        int slot = Word.hash(document, from, to) & SLOTS - 1;
        Entry known = entries[slot];
        if (known != null && Arrays.equals(document, from, to, known.bytes, 0, known.bytes.length)) {
            return known.name;
        }
        String name = new String(document, from, to - from, StandardCharsets.US_ASCII);
        if (!Limits.isName(name)) {
            return null;
        }
        entries[slot] = new Entry(Arrays.copyOfRange(document, from, to), name);
        return name;
    }
}
