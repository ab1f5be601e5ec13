package dev.tocsin.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * What somebody keeps for each series, found by the bytes of its names, so that names that come again need no strings and are
 * not checked again. It holds what was asked for last and forgets the rest, which bounds the memory; what is forgotten is asked
 * for anew. Not thread-safe.
 */
final class SeriesCache<S> {

    private static final int SLOTS = 1 << 19;

    private final BiFunction<String, String, S> source;
    private final Entry<S>[] entries;

    /** @param names service and location, one behind the other */
    private record Entry<S>(byte[] names, int service, S series) {

        boolean isOf(byte[] document, int serviceFrom, int serviceTo, int locationFrom, int locationTo) {
            return Arrays.equals(document, serviceFrom, serviceTo, names, 0, service)
                    && Arrays.equals(document, locationFrom, locationTo, names, service, names.length);
        }
    }

    /** @param source what belongs to a service and a location */
    @SuppressWarnings("unchecked")
    SeriesCache(BiFunction<String, String, S> source) {
        this.source = source;
        this.entries = (Entry<S>[]) new Entry<?>[SLOTS];
    }

    /** What belongs to two names in an ASCII document; null if one is no sound name, see {@link Limits#isName}. */
    S get(byte[] document, int serviceFrom, int serviceTo, int locationFrom, int locationTo) {
        int hash = 31 * Word.hash(document, serviceFrom, serviceTo) + Word.hash(document, locationFrom, locationTo);
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        Entry<S> first = entries[slot];
        if (first != null && first.isOf(document, serviceFrom, serviceTo, locationFrom, locationTo)) {
            return first.series;
        }
        // The other one of a pair lies beside it.
        Entry<S> second = entries[slot ^ 1];
        if (second != null && second.isOf(document, serviceFrom, serviceTo, locationFrom, locationTo)) {
            return second.series;
        }
        String service = text(document, serviceFrom, serviceTo);
        String location = text(document, locationFrom, locationTo);
        if (!Limits.isName(service) || !Limits.isName(location)) {
            return null;
        }
        byte[] names = Arrays.copyOfRange(document, serviceFrom, serviceTo + location.length());
        System.arraycopy(document, locationFrom, names, service.length(), location.length());
        entries[slot ^ 1] = first;
        entries[slot] = new Entry<>(names, service.length(), source.apply(service, location));
        return entries[slot].series;
    }

    private static String text(byte[] document, int from, int to) {
        return new String(document, from, to - from, StandardCharsets.US_ASCII);
    }
}
