package dev.tocsin.benchmarks.contender;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The contenders, in the order in which they take turns. */
public enum ContenderName {
    /** A consumer that only counts bytes. */
    BARE("bare", Proof.COUNT, false, BareConsumer::new),
    /** The limit: decode and add to sketches in a hash map, and nothing else. */
    LOOP("loop", Proof.SERIES, false, LoopConsumer::new),
    /** Our detection job. */
    TOCSIN("tocsin", Proof.ROWS, false, TocsinJob::new),
    /** Good stock Flink. */
    STOCK("stock", Proof.SKETCHED_WINDOWS, false, StockJob::new),
    /** Flink that keeps what it sees. */
    NAIVE("naive", Proof.EXACT_WINDOWS, true, NaiveJob::new),
    /** The same windows with Kafka Streams. */
    KAFKA_STREAMS("kafka-streams", Proof.SKETCHED_WINDOWS, true, StreamsTopology::new),
    /** The same windows with Flink's SQL. */
    FLINK_SQL("flink-sql", Proof.WINDOW_COUNTS, true, SqlJob::new);

    /** What of a contender's output must equal the oracle, or its run does not count. */
    public enum Proof {
        /** How many records it has seen. */
        COUNT,
        /** The sketch of each series. */
        SERIES,
        /** Each row of each resolution, to the byte of its sketch. */
        ROWS,
        /** Each window: its counts, and the percentiles that our sketch gives. */
        SKETCHED_WINDOWS,
        /** Each window: its counts, and the percentiles of the values themselves. */
        EXACT_WINDOWS,
        /** Each window's counts. */
        WINDOW_COUNTS
    }

    private final String label;
    private final Proof proof;
    private final boolean slow;
    private final Supplier<Contender> contender;

    ContenderName(String label, Proof proof, boolean slow, Supplier<Contender> contender) {
        this.label = label;
        this.proof = proof;
        this.slow = slow;
        this.contender = contender;
    }

    public String label() {
        return label;
    }

    public Proof proof() {
        return proof;
    }

    /** Whether it drains only the first part of the traffic, because the whole would take too long. */
    public boolean isSlow() {
        return slow;
    }

    /** Whether it tells itself when it is through; the others are through when their rows are complete. */
    public boolean endsItself() {
        return proof == Proof.COUNT || proof == Proof.SERIES;
    }

    Contender contender() {
        return contender.get();
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static ContenderName of(String label) {
        return Arrays.stream(values())
                .filter(name -> name.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no contender " + label + ", only " + String.join(", ", labels())));
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(ContenderName::label).toList();
    }
}
