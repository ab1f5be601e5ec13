package dev.tocsin.health.rules;

import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The versions of one service's definition, and which of them holds when. */
final class Definitions {

    /** Versions that older records may still be judged by; a service is rarely changed more often. */
    private static final int KEPT = 8;

    private final NavigableMap<Long, ServiceDefinition> byEffectiveTime = new TreeMap<>();

    void add(ServiceDefinition definition) {
        ServiceDefinition there = byEffectiveTime.get(definition.effectiveAt());
        if (there == null || there.version() <= definition.version()) {
            byEffectiveTime.put(definition.effectiveAt(), definition);
        }
        if (byEffectiveTime.size() > KEPT) {
            byEffectiveTime.pollFirstEntry();
        }
    }

    /** The newest version effective at a time; before the first, the first; without any, the defaults. */
    ServiceDefinition at(long time, String key) {
        Map.Entry<Long, ServiceDefinition> holding = byEffectiveTime.floorEntry(time);
        if (holding == null) {
            holding = byEffectiveTime.firstEntry();
        }
        return holding == null ? ServiceDefinition.defaults(key) : holding.getValue();
    }

    boolean isEmpty() {
        return byEffectiveTime.isEmpty();
    }

    void clear() {
        byEffectiveTime.clear();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(byEffectiveTime.size());
        for (ServiceDefinition definition : byEffectiveTime.values()) {
            byte[] json = Json.encode(definition);
            out.writeInt(json.length);
            out.write(json);
        }
    }

    void read(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            byte[] json = new byte[in.readInt()];
            in.readFully(json);
            add(Json.decode(json, ServiceDefinition.class));
        }
    }
}
