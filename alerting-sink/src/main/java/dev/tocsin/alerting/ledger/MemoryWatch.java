package dev.tocsin.alerting.ledger;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Asks the durable memory, beside the path of the pages, whether it is there, is quick and still remembers. Run it about once a
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
    private final LongSupplier nanoTime;
    /** Whether the durable memory has lost what it was told since it was healed last. */
    private final AtomicBoolean emptied = new AtomicBoolean();
    /** Whether the loop is to heal or does so: a busy one must not find a queue of it. */
    private final AtomicBoolean healing = new AtomicBoolean();

    public MemoryWatch(Probe probe, FailOpenMemory memory, Executor loop, LongSupplier nanoTime) {
        this.probe = probe;
        this.memory = memory;
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run() {
        try {
            long asked = nanoTime.getAsLong();
            if (!probe.remembers()) {
                emptied.set(true);
            }
            boolean quick = Patience.isQuick(nanoTime.getAsLong() - asked);
            if (memory.isBypassing() && !quick) {
                return;
            }
            if ((emptied.get() || memory.isBypassing()) && healing.compareAndSet(false, true)) {
                loop.execute(this::heal);
            }
        } catch (MemoryUnavailableException e) {
            memory.suspend(e.getMessage());
        }
    }

    private void heal() {
        try {
            if (emptied.getAndSet(false) || memory.isBypassing()) {
                memory.heal();
            }
        } finally {
            healing.set(false);
        }
    }
}
