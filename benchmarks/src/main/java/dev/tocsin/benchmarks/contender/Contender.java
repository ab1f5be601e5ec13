package dev.tocsin.benchmarks.contender;

/**
 * One way of draining a topic.
 *
 * <p>Its run begins when its source has read the first record, and ends when every record is reflected in its output: when the
 * broker has appended the last row that must come out, or, for those without a sink, when its threads have added the last
 * record. Starting the engine and connecting is not part of the run, warming up is.
 */
interface Contender {

    /**
     * Begins to drain. Those without a sink return when they are through; the others return at once and drain until the
     * process is ended.
     */
    void start(Drain drain) throws Exception;
}
