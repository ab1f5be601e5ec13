package dev.tocsin.gateway.self;

/**
 * One look at the process that the gateway runs in, which in {@code ./tocsin} is the whole of Tocsin.
 *
 * @param cpuPercent processor time used per time passed since the look before, in percent of all processors that the process
 *     may use: 100 is all of them busy
 * @param cpuSeconds processor time since the start
 * @param residentBytes memory that lies in RAM, 0 if the system does not tell
 * @param virtualBytes addresses that are mapped, 0 if the system does not tell
 * @param physicalBytes RAM of the machine, or of the container
 * @param threads of the operating system
 * @param openFiles open file descriptors, 0 if the system does not tell
 * @param maxFiles how many may be open, 0 if the system does not tell
 * @param startedAt epoch ms
 * @param at when this was seen, epoch ms
 */
public record ProcessFigures(
        double cpuPercent,
        double cpuSeconds,
        long residentBytes,
        long virtualBytes,
        long physicalBytes,
        long threads,
        long openFiles,
        long maxFiles,
        long startedAt,
        long at) {

    /** Memory in RAM in percent of the machine's. */
    public double memoryPercent() {
        return physicalBytes > 0 ? residentBytes * 100.0 / physicalBytes : 0;
    }

    public double uptimeSeconds() {
        return Math.max(0, at - startedAt) / 1_000.0;
    }

    /**
     * Share of the processors between two looks, 0..100.
     *
     * @param cpuNanos processor time used between them
     * @param elapsedNanos time between them
     */
    static double cpuPercent(long cpuNanos, long elapsedNanos, int processors) {
        if (elapsedNanos <= 0 || cpuNanos < 0) {
            return 0;
        }
        // The two clocks are not read at the same instant, so a busy process may seem to use more than there is.
        return Math.min(100, cpuNanos * 100.0 / elapsedNanos / processors);
    }
}
