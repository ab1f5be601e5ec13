package dev.tocsin.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An ASCII word to be found in a document, compared eight bytes at a time. Immutable. */
final class Word {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long TOP = 0x8080_8080_8080_8080L;

    private final byte[] bytes;
    /** The first eight bytes, fewer if it has fewer. */
    private final long head;

    private final long headMask;
    /** The eight bytes behind them, if it has more than sixteen. */
    private final long middle;
    /** The last eight bytes. */
    private final long tail;

    Word(String text) {
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
        byte[] padded = Arrays.copyOf(bytes, Math.max(Long.BYTES, bytes.length));
        this.head = (long) LONG.get(padded, 0);
        this.headMask = bytes.length >= Long.BYTES ? -1 : (1L << 8 * bytes.length) - 1;
        this.middle = bytes.length > 2 * Long.BYTES ? (long) LONG.get(padded, Long.BYTES) : 0;
        this.tail = (long) LONG.get(padded, padded.length - Long.BYTES);
    }

    static Word[] all(String... texts) {
        return Arrays.stream(texts).map(Word::new).toArray(Word[]::new);
    }

    int length() {
        return bytes.length;
    }

    /** Whether the document has the word at that place. */
    boolean isAt(byte[] document, int at) {
        int length = bytes.length;
        if (at + Math.max(Long.BYTES, length) > document.length || length > 3 * Long.BYTES) {
            int end = at + length;
            return end <= document.length && Arrays.equals(document, at, end, bytes, 0, length);
        }
        if (((long) LONG.get(document, at) & headMask) != head) {
            return false;
        }
        return length <= Long.BYTES
                || (long) LONG.get(document, at + length - Long.BYTES) == tail
                        && (length <= 2 * Long.BYTES || (long) LONG.get(document, at + Long.BYTES) == middle);
    }

    /** Where the first quote, backslash, control character or byte beyond ASCII stands; the document's end if none does. */
    static int endOfPlainText(byte[] document, int from) {
        int at = from;
        for (; at + Long.BYTES <= document.length; at += Long.BYTES) {
            long eight = (long) LONG.get(document, at);
            // The lowest top bit that is set marks the first such byte; those above it may be set by a borrow.
            long special =
                    (eight | eight - EACH * ' ' | zeroBytes(eight ^ EACH * '"') | zeroBytes(eight ^ EACH * '\\')) & TOP;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (at < document.length && document[at] >= ' ' && document[at] != '"' && document[at] != '\\') {
            at++;
        }
        return at;
    }

    /** A hash of a stretch of a document. */
    static int hash(byte[] document, int from, int to) {
        long hash = to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(document, at)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = hash * 31 + document[at];
        }
        hash *= 0x9E37_79B9_7F4A_7C15L;
        return (int) (hash >>> 32);
    }

    private static long zeroBytes(long eight) {
        return eight - EACH & ~eight;
    }
}
