package dev.tocsin.alerting.ledger;

import java.util.concurrent.Executor;

/**
 * Asks the durable memory, beside the path of the pages, whether it is there and still remembers. Run it about once a
 * second on a thread of its own: it may block for a time-out.
 */
public final class MemoryWatch implements Runnable {

    /** Whether the durable memory still has what it was told. */
    @FunctionalInterface
    public interface Probe {

        /**
         * Leaves a trace in the memory.
         *
         * @return false if the trace of the last call is gone: it was emptied, or never asked
         * @throws MemoryUnavailableException if it does not answer
         */
        boolean remembers();
    }

    private final Probe probe;
    private final FailOpenMemory memory;
    private final Executor loop;

    public MemoryWatch(Probe probe, FailOpenMemory memory, Executor loop) {
        this.probe = probe;
        this.memory = memory;
        this.loop = loop;
    }

    @Override
    public void run() {
        try {
            if (!probe.remembers() || memory.isBypassing()) {
                loop.execute(memory::heal);
            }
        } catch (MemoryUnavailableException e) {
            memory.suspend(e.getMessage());
        }
    }
}
