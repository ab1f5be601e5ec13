package dev.tocsin.gateway.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One token bucket a client, holding what it may ask within two seconds. Of more than 10,000 clients, the one that was silent
 * longest is forgotten, and begins anew if it comes back. Thread-safe.
 */
public final class RateLimits {

    static final int MAX_CLIENTS = 10_000;
    static final int BURST_SECONDS = 2;

    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    private static final class Bucket {
        private double tokens;
        private long at;
    }

    public RateLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long the client has to wait before its next request is let in; zero if this one is. */
    public Duration admit(String client, int perSecond) {
        long now = nanoTime.getAsLong();
        double capacity = (double) perSecond * BURST_SECONDS;
        synchronized (buckets) {
            Bucket bucket = buckets.get(client);
            if (bucket == null) {
                bucket = new Bucket();
                bucket.tokens = capacity;
                buckets.put(client, bucket);
            } else {
                double earned = (now - bucket.at) / NANOS * perSecond;
                bucket.tokens = Math.min(capacity, bucket.tokens + earned);
            }
            bucket.at = now;
            if (bucket.tokens >= 1) {
                bucket.tokens--;
                return Duration.ZERO;
            }
            return Duration.ofNanos((long) Math.ceil((1 - bucket.tokens) / perSecond * NANOS));
        }
    }

    int clients() {
        synchronized (buckets) {
            return buckets.size();
        }
    }
}
