package dev.tocsin.testkit.oracle;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The canonical bytes of a sketch, straight from their definition: exact up to 64 values, otherwise buckets 2^(k/32). */
final class ExpectedSketch {

    private static final int EXACT_LIMIT = 64;
    private static final Map<Long, Integer> BUCKETS = new ConcurrentHashMap<>();

    /** @param values ascending */
    static byte[] of(long[] values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        if (values.length <= EXACT_LIMIT) {
            out.write(0);
            varint(out, values.length);
            long previous = 0;
            for (long value : values) {
                varint(out, value - previous);
                previous = value;
            }
            return out.toByteArray();
        }
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (long value : values) {
            counts.merge(BUCKETS.computeIfAbsent(value, ExpectedSketch::bucket), 1L, Long::sum);
        }
        out.write(1);
        varint(out, counts.size());
        int previous = 0;
        for (var entry : counts.entrySet()) {
            varint(out, entry.getKey() - previous);
            varint(out, entry.getValue());
            previous = entry.getKey();
        }
        return out.toByteArray();
    }

    /** 0 for zero, otherwise 1 + the smallest k with value ≤ 2^(k/32), that is value^32 ≤ 2^k. */
    private static int bucket(long value) {
        if (value == 0) {
            return 0;
        }
        BigInteger power = BigInteger.valueOf(value).pow(32);
        int exponent = power.bitLength() - 1;
        return 1 + (power.equals(BigInteger.ONE.shiftLeft(exponent)) ? exponent : exponent + 1);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >= 128) {
            out.write((int) (rest % 128 + 128));
            rest /= 128;
        }
        out.write((int) rest);
    }

    private ExpectedSketch() {}
}
