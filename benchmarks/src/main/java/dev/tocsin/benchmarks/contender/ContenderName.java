package dev.tocsin.benchmarks.contender;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The contenders, in the order in which they take turns. */
public enum ContenderName {
    /** A consumer that only counts bytes. */
    BARE("bare", Proof.COUNT, Portion.WHOLE, BareConsumer::new),
    /** The limit: decode and add to sketches in a hash map, and nothing else. */
    LOOP("loop", Proof.SERIES, Portion.WHOLE, LoopConsumer::new),
    /** Our detection job. */
    TOCSIN("tocsin", Proof.ROWS, Portion.WHOLE, TocsinJob::new),
    /** Good stock Flink. */
    STOCK("stock", Proof.SKETCHED_WINDOWS, Portion.QUARTER, StockJob::new),
    /** Flink that keeps what it sees. */
    NAIVE("naive", Proof.EXACT_WINDOWS, Portion.SMALL, NaiveJob::new),
    /** The same windows with Kafka Streams. */
    KAFKA_STREAMS("kafka-streams", Proof.SKETCHED_WINDOWS, Portion.SMALL, StreamsTopology::new),
    /** The same windows with Flink's SQL. */
    FLINK_SQL("flink-sql", Proof.WINDOW_COUNTS, Portion.SMALL, SqlJob::new);

    /** How much of the traffic a contender drains: the first part of it only, where the whole would take too long. */
    public enum Portion {
        WHOLE,
        QUARTER,
        /** As little as the bench is told. */
        SMALL
    }

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
    private final Portion portion;
    private final Supplier<Contender> contender;

    ContenderName(String label, Proof proof, Portion portion, Supplier<Contender> contender) {
        this.label = label;
        this.proof = proof;
        this.portion = portion;
        this.contender = contender;
    }

    public String label() {
        return label;
    }

    public Proof proof() {
        return proof;
    }

    public Portion portion() {
        return portion;
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
