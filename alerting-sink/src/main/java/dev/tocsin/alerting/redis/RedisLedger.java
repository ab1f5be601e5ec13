package dev.tocsin.alerting.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.alerting.ledger.Claim;
import dev.tocsin.alerting.ledger.DeliveryKey;
import dev.tocsin.alerting.ledger.Ledger;
import dev.tocsin.alerting.ledger.Mark;
import dev.tocsin.events.Notification.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger in Redis. A hash a (channel, incident) is its high-water mark, a string a delivery is the claim on it with
 * its owner as value. What must not be torn apart is a script. Thread-safe.
 */
public final class RedisLedger implements Ledger {

    private static final String CLAIM = """
            local mark = redis.call('HMGET', KEYS[1], 'sequence', 'outcome', 'told', 'reason', 'at')
            local asked = tonumber(ARGV[3])
            if mark[1] and (tonumber(mark[1]) > asked or (tonumber(mark[1]) == asked and mark[2] ~= 'muted')) then
              return {'settled', mark[1], mark[2], mark[3], mark[4], mark[5]}
            end
            local held = redis.call('GET', KEYS[2])
            if held and held ~= ARGV[1] then
              return {'held', tostring(redis.call('PTTL', KEYS[2]))}
            end
            redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
            return {'granted'}
            """;

    private static final String RELEASE = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
            return 1
            """;

    private static final String SETTLE = """
            if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
            local mark = redis.call('HMGET', KEYS[1], 'sequence', 'outcome', 'told')
            local newer = tonumber(ARGV[3])
            local told = ARGV[5]
            if mark[3] == '1' then told = '1' end
            if mark[1] and (tonumber(mark[1]) > newer or (tonumber(mark[1]) == newer and mark[2] ~= 'muted')) then
              redis.call('HSET', KEYS[1], 'told', told)
            else
              redis.call('HSET', KEYS[1], 'sequence', ARGV[3], 'outcome', ARGV[4], 'told', told,
                'reason', ARGV[6], 'at', ARGV[7])
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return 1
            """;

    private final RedisConnection redis;
    private final Duration memory;

    public RedisLedger(RedisConnection redis, Duration memory) {
        this.redis = redis;
        this.memory = memory;
    }

    @Override
    public Optional<Mark> read(String channel, String incidentId) {
        Map<String, String> fields = redis.call(client -> client.hgetAll(markKey(channel, incidentId)));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(mark(
                fields.get("sequence"),
                fields.get("outcome"),
                fields.get("told"),
                fields.get("reason"),
                fields.get("at")));
    }

    @Override
    public Claim claim(DeliveryKey key, String owner, Duration lease) {
        List<String> answer = strings(redis.script(
                CLAIM,
                List.of(markKey(key.channel(), key.incidentId()), claimKey(key)),
                List.of(owner, String.valueOf(lease.toMillis()), String.valueOf(key.sequence()))));
        return switch (answer.get(0)) {
            case "granted" -> new Claim.Granted();
            case "held" -> new Claim.Held(Duration.ofMillis(Math.max(0, Long.parseLong(answer.get(1)))));
            case "settled" ->
                new Claim.Settled(mark(answer.get(1), answer.get(2), answer.get(3), answer.get(4), answer.get(5)));
            default -> throw new IllegalStateException("our own script answered " + answer);
        };
    }

    @Override
    public void release(DeliveryKey key, String owner) {
        redis.script(RELEASE, List.of(claimKey(key)), List.of(owner));
    }

    @Override
    public void settle(DeliveryKey key, String owner, Mark mark) {
        redis.script(
                SETTLE,
                List.of(markKey(key.channel(), key.incidentId()), claimKey(key)),
                List.of(
                        owner,
                        String.valueOf(memory.toMillis()),
                        String.valueOf(mark.sequence()),
                        mark.outcome().wire(),
                        mark.told() ? "1" : "0",
                        mark.reason(),
                        String.valueOf(mark.at())));
    }

    private static Mark mark(String sequence, String outcome, String told, String reason, String at) {
        return new Mark(
                Integer.parseInt(sequence), Outcome.fromWire(outcome), "1".equals(told), reason, Long.parseLong(at));
    }

    private static List<String> strings(Object answer) {
        return ((List<?>) answer)
                .stream()
                        .map(item -> item instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(item))
                        .toList();
    }

    private static String markKey(String channel, String incidentId) {
        return RedisConnection.PREFIX + "mark:" + channel + ":" + incidentId;
    }

    private static String claimKey(DeliveryKey key) {
        return RedisConnection.PREFIX + "claim:" + key.channel() + ":" + key.incidentId() + ":" + key.sequence();
    }
}
