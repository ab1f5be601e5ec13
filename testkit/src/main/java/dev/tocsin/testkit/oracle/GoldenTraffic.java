package dev.tocsin.testkit.oracle;

/**
 * The traffic that the golden savepoint has read. Whoever restores it must produce the same once more, into empty topics, so
 * that the offsets in the savepoint mean the same records; then the traffic goes on.
 */
public final class GoldenTraffic {

    /** How many records the savepoint has read. */
    public static final int RECORDS = 20_000;

    private static final long SEED = 20_261_120;
    private static final long START = 1_760_000_000_000L;

    /** From its beginning. */
    public static Traffic begin() {
        return new Traffic(SEED, 20, START, 100);
    }

    private GoldenTraffic() {}
}
