package dev.tocsin.allinone;

import dev.tocsin.events.service.RunningService;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All parts, running. Closing stops them in reverse order of their start. */
public final class RunningTocsin implements RunningService {

    private final Parts parts;
    private final Map<String, String> addresses;

    RunningTocsin(Parts parts, Map<String, String> addresses) {
        this.parts = parts;
        this.addresses = Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
    }

    /** What can be reached where, in the order in which people want to know it. */
    public Map<String, String> addresses() {
        return addresses;
    }

    public List<RunningService> parts() {
        return parts.list();
    }

    @Override
    public String name() {
        return "tocsin";
    }

    @Override
    public Condition condition() {
        return parts.list().stream()
                .filter(part -> !part.condition().healthy())
                .findFirst()
                .map(part -> Condition.unhealthy(
                        part.name() + ": " + part.condition().detail()))
                .orElse(Condition.healthy("all parts are well"));
    }

    @Override
    public void close() {
        parts.close();
    }
}
