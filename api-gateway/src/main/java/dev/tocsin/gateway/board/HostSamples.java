package dev.tocsin.gateway.board;

import dev.tocsin.events.HostSample;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The newest sample of each machine, in full. One that misses three in a row, and at least half a minute, counts as gone, so
 * that nobody takes a dead machine's figures for today's. Thread-safe.
 */
public final class HostSamples {

    private static final long MISSED_SAMPLES = 3;
    private static final long LEAST_PATIENCE_MS = 30_000;

    private final String own;
    private final Clock clock;
    private final Map<String, HostSample> newest = new ConcurrentSkipListMap<>();

    /** @param own what the gateway's own machine is called */
    public HostSamples(String own, Clock clock) {
        this.own = own;
        this.clock = clock;
    }

    /** Takes a sample over, unless a newer one of its machine is known. */
    public void put(HostSample sample) {
        if (!newest.containsKey(sample.host())) {
            newest.values().removeIf(there -> !isFresh(there));
        }
        newest.merge(sample.host(), sample, (one, other) -> other.timestamp() >= one.timestamp() ? other : one);
    }

    /** The machine of that name, if it still tells. */
    public Optional<HostSample> of(String host) {
        return Optional.ofNullable(newest.get(host)).filter(this::isFresh);
    }

    /**
     * The machine that is meant when none is named: the gateway's own. If that has no hardware-producer, the only one that
     * tells; of several others none, since figures of a machine that was not meant are worse than none.
     */
    public Optional<HostSample> meant() {
        List<HostSample> telling = telling();
        return telling.stream()
                .filter(sample -> isOwn(sample.host()))
                .findFirst()
                .or(() -> telling.size() == 1 ? Optional.of(telling.get(0)) : Optional.empty());
    }

    /** The names of the machines that still tell, in alphabetical order. */
    public List<String> names() {
        return telling().stream().map(HostSample::host).toList();
    }

    private List<HostSample> telling() {
        return newest.values().stream().filter(this::isFresh).toList();
    }

    /** With or without its domain, which operating systems don't agree on. */
    private boolean isOwn(String host) {
        return host.equals(own) || firstLabel(host).equals(firstLabel(own));
    }

    private static String firstLabel(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private boolean isFresh(HostSample sample) {
        long patience = Math.max(LEAST_PATIENCE_MS, MISSED_SAMPLES * sample.intervalMs());
        return clock.millis() - sample.timestamp() <= patience;
    }
}
