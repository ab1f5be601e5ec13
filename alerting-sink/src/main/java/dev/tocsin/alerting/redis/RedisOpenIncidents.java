package dev.tocsin.alerting.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.alerting.ledger.MemoryUnavailableException;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.alerting.ledger.OpenIncidents;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Json;
import dev.tocsin.events.MalformedRecordException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The open incidents in Redis: a hash a (channel, entity) of incident id to JSON, and beside it which are covered and how
 * many there are. They have no expiry: an incident is open until it is resolved. Thread-safe.
 */
public final class RedisOpenIncidents implements OpenIncidents {

    private static final String PUT = """
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            if ARGV[5] == '1' then redis.call('SREM', KEYS[2], ARGV[1])
            else redis.call('SADD', KEYS[2], ARGV[1]) end
            if ARGV[4] == '1' then redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
            else redis.call('HDEL', KEYS[3], ARGV[1]) end
            return 1
            """;

    private static final String REMOVE = """
            redis.call('HDEL', KEYS[1], ARGV[1])
            redis.call('SREM', KEYS[2], ARGV[1])
            redis.call('HDEL', KEYS[3], ARGV[1])
            return 1
            """;

    private final RedisConnection redis;

    public RedisOpenIncidents(RedisConnection redis) {
        this.redis = redis;
    }

    @Override
    public List<OpenIncident> of(String channel, Entity entity) {
        List<String> documents = redis.call(client -> client.hvals(openKey(channel, entity)));
        try {
            return documents.stream()
                    .map(document -> Json.decode(document.getBytes(UTF_8), OpenIncident.class))
                    .toList();
        } catch (MalformedRecordException e) {
            // As good as away: paging goes on without it, and healing writes what we know over it.
            throw new MemoryUnavailableException(openKey(channel, entity) + " cannot be read, delete it", e);
        }
    }

    @Override
    public void put(String channel, OpenIncident incident) {
        redis.script(
                PUT,
                keys(channel, incident.entity()),
                List.of(
                        incident.incidentId(),
                        new String(Json.encode(incident), UTF_8),
                        incident.entity().toString(),
                        incident.isCovered() ? "1" : "0",
                        incident.closing() ? "1" : "0"));
    }

    @Override
    public void remove(String channel, Entity entity, String incidentId) {
        redis.script(REMOVE, keys(channel, entity), List.of(incidentId));
    }

    @Override
    public Set<Entity> covered(String channel) {
        return redis.call(client -> client.hvals(coveredKey(channel))).stream()
                .map(RedisOpenIncidents::entity)
                .collect(Collectors.toSet());
    }

    @Override
    public int count(String channel) {
        return redis.call(client -> client.scard(incidentsKey(channel))).intValue();
    }

    private static Entity entity(String text) {
        int slash = text.indexOf('/');
        return new Entity(EntityKind.fromWire(text.substring(0, slash)), text.substring(slash + 1));
    }

    private static List<String> keys(String channel, Entity entity) {
        return List.of(openKey(channel, entity), incidentsKey(channel), coveredKey(channel));
    }

    private static String openKey(String channel, Entity entity) {
        return RedisConnection.PREFIX + "open:" + channel + ":" + entity;
    }

    private static String incidentsKey(String channel) {
        return RedisConnection.PREFIX + "incidents:" + channel;
    }

    private static String coveredKey(String channel) {
        return RedisConnection.PREFIX + "covered:" + channel;
    }
}
