package dev.tocsin.benchmarks.faults;

/** One way in which things break, and what must hold nevertheless. */
interface Fault {

    /** Its name in the catalogue, for example {@code F1}. */
    String id();

    /** What is done, and what must hold, in one sentence. */
    String sentence();

    /** How many records are fed unless told otherwise; fewer where every record costs minutes by nature. */
    int records();

    /** Whether it takes less than a minute, so that five seeds are affordable. */
    boolean isShort();

    /** Breaks things once. Whatever does not hold is in the outcome; only what keeps the trial from running is thrown. */
    Outcome run(Terms terms) throws Exception;
}
