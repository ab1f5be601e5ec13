package dev.tocsin.benchmarks.contender;

/**
 * One way of draining a topic.
 *
 * <p>Its run begins when its sources have read the first third of the records, and ends when every record is reflected in its output: when the
 * broker has appended the last row that must come out, or, for those without a sink, when its threads have added the last
 * record. Starting the engine, connecting, and the first third,
 * in which most of a program is compiled, are not part of the run: such jobs run for months.
 */
interface Contender {

    /**
     * Begins to drain. Those without a sink return when they are through; the others return at once and drain until the
     * process is ended.
     */
    void start(Drain drain) throws Exception;
}
