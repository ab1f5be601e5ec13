package dev.tocsin.probe.schedule;

import java.util.Random;

/**
 * Makes ids of 26 characters that are unique and sort by time: 48 bits of epoch milliseconds, then 80 random bits, in
 * Crockford's base 32 (the ULID format). Ids of the same millisecond sort in the order in which they were made.
 */
final class SortableIds {

    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final long LOW_40 = (1L << 40) - 1;

    private final Random random;
    private long lastMillis = -1;
    private long high;
    private long low;

    SortableIds(Random random) {
        this.random = random;
    }

    synchronized String next(long epochMillis) {
        if (epochMillis == lastMillis) {
            // The 80 bits are counted up as two halves; a carry out of both would take more ids than a machine can
            // make.
            low = low + 1 & LOW_40;
            high = low == 0 ? high + 1 & LOW_40 : high;
        } else {
            lastMillis = epochMillis;
            // The top bit stays free, so that counting up cannot run over.
            high = random.nextLong() & LOW_40 >> 1;
            low = random.nextLong() & LOW_40;
        }
        char[] text = new char[26];
        write(epochMillis, text, 0, 10);
        write(high, text, 10, 8);
        write(low, text, 18, 8);
        return new String(text);
    }

    private static void write(long value, char[] text, int from, int count) {
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = DIGITS[(int) (value & 31)];
            value >>>= 5;
        }
    }
}
