package dev.tocsin.hardware.sampling;

import java.util.ArrayList;
import java.util.List;

/**
 * Busy shares of a processor's cores from one reading to the next. The first are those since boot, and so are those
 * after cores came or went. Used by one thread.
 */
public final class BusyShares {

    private List<CpuTicks> before = List.of();

    /**
     * Shares in percent.
     *
     * @param total of all cores together
     * @param perCore of each
     */
    public record Shares(double total, List<Double> perCore) {}

    /** The shares since the previous call. */
    public Shares next(List<CpuTicks> now) {
        List<CpuTicks> earlier = before.size() == now.size()
                ? before
                : now.stream().map(core -> CpuTicks.NONE).toList();
        before = List.copyOf(now);
        List<Double> perCore = new ArrayList<>();
        for (int core = 0; core < now.size(); core++) {
            perCore.add(now.get(core).busyPercentSince(earlier.get(core)));
        }
        return new Shares(sum(now).busyPercentSince(sum(earlier)), perCore);
    }

    private static CpuTicks sum(List<CpuTicks> cores) {
        return cores.stream().reduce(CpuTicks.NONE, CpuTicks::plus);
    }
}
