package dev.tocsin.hardware.sampling;

/**
 * What one processor core, or all of them, did since boot, in the kernel's ticks of whatever length.
 *
 * @param busy all but idle, the time stolen by a hypervisor included: the core could not be had
 * @param idle idle or waiting for a disk
 */
public record CpuTicks(long busy, long idle) {

    /** Nothing yet: the share since this is the share since boot. */
    public static final CpuTicks NONE = new CpuTicks(0, 0);

    public CpuTicks plus(CpuTicks other) {
        return new CpuTicks(busy + other.busy, idle + other.idle);
    }

    /**
     * The busy share between the earlier ticks and these, 0 to 100 percent; 0 if no tick has passed.
     *
     * <p>Either side counts as standing still where it went back, as Linux lets the disk-waiting time do.
     */
    public double busyPercentSince(CpuTicks earlier) {
        long busyPassed = Math.max(0, busy - earlier.busy);
        long idlePassed = Math.max(0, idle - earlier.idle);
        long passed = busyPassed + idlePassed;
        return passed == 0 ? 0 : 100.0 * busyPassed / passed;
    }
}
