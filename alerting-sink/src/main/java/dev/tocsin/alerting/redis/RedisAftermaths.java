package dev.tocsin.alerting.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.alerting.ledger.Aftermath;
import dev.tocsin.alerting.ledger.Aftermaths;
import dev.tocsin.alerting.ledger.MemoryUnavailableException;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Json;
import dev.tocsin.events.MalformedRecordException;
import java.time.Duration;
import java.util.List;

/**
 * The aftermaths in Redis: a sorted set a (channel, entity) of JSON by the time of the resolution. Each addition removes
 * what is older than the grace time, and a grace time after the last one the whole set expires. Thread-safe.
 */
public final class RedisAftermaths implements Aftermaths {

    private static final String ADD = """
            redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[3])
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[4]))
            redis.call('PEXPIRE', KEYS[1], ARGV[5])
            return 1
            """;

    private final RedisConnection redis;
    private final Duration grace;

    public RedisAftermaths(RedisConnection redis, Duration grace) {
        this.redis = redis;
        this.grace = grace;
    }

    @Override
    public void add(String channel, Aftermath aftermath) {
        redis.script(
                ADD,
                List.of(key(channel, aftermath.entity())),
                List.of(
                        String.valueOf(aftermath.resolvedAt()),
                        new String(Json.encode(aftermath), UTF_8),
                        String.valueOf(aftermath.resolvedAt() - grace.toMillis()),
                        String.valueOf(MOST),
                        String.valueOf(grace.toMillis())));
    }

    @Override
    public List<Aftermath> recent(String channel, Entity entity) {
        String key = key(channel, entity);
        List<String> documents = redis.call(client -> client.zrange(key, 0, -1));
        try {
            return documents.stream()
                    .map(document -> Json.decode(document.getBytes(UTF_8), Aftermath.class))
                    .toList();
        } catch (MalformedRecordException e) {
            // As good as away: paging goes on without it, and it expires by itself.
            throw new MemoryUnavailableException(key + " cannot be read, delete it", e);
        }
    }

    private static String key(String channel, Entity entity) {
        return RedisConnection.PREFIX + "aftermath:" + channel + ":" + entity;
    }
}
