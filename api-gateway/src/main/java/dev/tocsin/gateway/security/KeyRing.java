package dev.tocsin.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The keys as every request needs them: a copy in memory, renewed every other second. While Postgres is away, the last copy
 * goes on being valid, expiry included. Thread-safe; nothing but {@link #renew} leaves memory.
 */
public final class KeyRing {

    private static final Duration BETWEEN_USES = Duration.ofMinutes(1);

    /** Where keys are kept. */
    public interface Table {

        /** All that were not revoked. */
        List<ApiKey> valid();

        /** Notes when each was last used. */
        void used(Map<Long, Instant> uses);
    }

    private final Table table;
    private final Clock clock;
    private final boolean always;
    private final Map<Long, Instant> uses = new ConcurrentHashMap<>();
    private final Map<Long, Instant> noted = new ConcurrentHashMap<>();
    private final Map<String, ApiKey> own = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, ApiKey> byHash = Map.of();

    /** @param always whether keys are needed although there are none */
    public KeyRing(Table table, Clock clock, boolean always) {
        this.table = table;
        this.clock = clock;
        this.always = always;
    }

    /** Whom to tell that keys may have come or gone, expired ones too; told also when the table could not be read. */
    public void onRenewal(Runnable listener) {
        listeners.add(listener);
    }

    /** Reads the table again and notes there what was used, a key at most once a minute. Not for several threads at once. */
    public void renew() {
        try {
            read();
        } finally {
            listeners.forEach(Runnable::run);
        }
    }

    private void read() {
        byHash = table.valid().stream().collect(Collectors.toMap(ApiKey::hash, key -> key));
        Map<Long, Instant> news = new HashMap<>();
        uses.forEach((id, at) -> {
            Instant before = noted.get(id);
            if (before == null || Duration.between(before, at).compareTo(BETWEEN_USES) >= 0) {
                news.put(id, at);
            }
        });
        if (!news.isEmpty()) {
            table.used(news);
            noted.putAll(news);
        }
        Set<Long> known = byHash.values().stream().map(ApiKey::id).collect(Collectors.toSet());
        uses.keySet().retainAll(known);
        noted.keySet().retainAll(known);
    }

    /**
     * Whether a request needs a key: once there is one that was not revoked. One that expired still counts, since a door that
     * was locked must not open because time passes.
     */
    public boolean needed() {
        return always || !byHash.isEmpty();
    }

    public boolean hasUsable() {
        Instant now = clock.instant();
        return byHash.values().stream().anyMatch(key -> key.isUsable(now));
    }

    /** The usable key of that token, which counts as used. */
    public Optional<ApiKey> find(String token) {
        if (!KeyToken.isWellFormed(token)) {
            return Optional.empty();
        }
        String hash = KeyToken.hash(token);
        ApiKey known = byHash.getOrDefault(hash, own.get(hash));
        Instant now = clock.instant();
        if (known == null || !known.isUsable(now)) {
            return Optional.empty();
        }
        if (!own.containsKey(hash)) {
            uses.put(known.id(), now);
        }
        return Optional.of(known);
    }

    /** Whether what was let in with that key, or without one if null, may still be inside. */
    public boolean isStillWelcome(Long id) {
        if (!needed()) {
            return true;
        }
        Instant now = clock.instant();
        return id != null
                && (own.values().stream().anyMatch(key -> key.id() == id)
                        || byHash.values().stream().anyMatch(key -> key.id() == id && key.isUsable(now)));
    }

    /**
     * The token of a key that only this process knows, for a part that runs in it. Does not make keys needed, and has the
     * default limit whatever others have.
     */
    public String issue(String name, Scope scope) {
        String token = KeyToken.random();
        String hash = KeyToken.hash(token);
        long id = -1 - own.size();
        own.put(
                hash,
                new ApiKey(
                        id,
                        name,
                        Set.of(scope),
                        hash,
                        OptionalInt.of(SecurityConfig.DEFAULT_RATE_LIMIT),
                        clock.instant(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return token;
    }
}
