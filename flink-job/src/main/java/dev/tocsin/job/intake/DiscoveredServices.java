package dev.tocsin.job.intake;

import dev.tocsin.health.admission.Admission;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The services that push telemetry in one partition without being registered, as far as there are places for them. First
 * come, first served, in the partition's order, so a replay gives places to the same ones; whoever has not been heard of for
 * so long that its series are forgotten gives its place up. Mutable, not thread-safe: part of the partition's state.
 */
final class DiscoveredServices {

    static final long FORGOTTEN_AFTER_MS = Admission.ROLLUP_BOUND_MS;

    /** When each was last heard of, epoch ms; who was heard of longest ago comes first. */
    private final LinkedHashMap<String, Long> lastHeard = new LinkedHashMap<>(16, 0.75f, true);

    private long clock = Long.MIN_VALUE;

    /**
     * Whether a service has a place, or gets one.
     *
     * @param timestamp event time of what it pushed, epoch ms
     * @param places how many there are
     */
    boolean hasPlace(String service, long timestamp, int places) {
        clock = Math.max(clock, timestamp);
        Long before = lastHeard.get(service);
        if (before == null && lastHeard.size() >= places && !giveUpOne()) {
            return false;
        }
        lastHeard.put(service, before == null ? timestamp : Math.max(before, timestamp));
        return true;
    }

    private boolean giveUpOne() {
        Iterator<Map.Entry<String, Long>> eldest = lastHeard.entrySet().iterator();
        if (eldest.next().getValue() >= clock - FORGOTTEN_AFTER_MS) {
            return false;
        }
        eldest.remove();
        return true;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(clock);
        out.writeInt(lastHeard.size());
        for (var service : lastHeard.entrySet()) {
            out.writeUTF(service.getKey());
            out.writeLong(service.getValue());
        }
    }

    static DiscoveredServices read(DataInput in) throws IOException {
        DiscoveredServices services = new DiscoveredServices();
        services.clock = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            services.lastHeard.put(in.readUTF(), in.readLong());
        }
        return services;
    }
}
