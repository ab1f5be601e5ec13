package dev.tocsin.alerting.redis;

import dev.tocsin.alerting.ledger.MemoryUnavailableException;
import dev.tocsin.alerting.ledger.MemoryWatch;
import dev.tocsin.events.service.Secret;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/** A small pool of connections with hard time-outs. Connects when first used. Thread-safe. */
public final class RedisConnection implements MemoryWatch.Probe, AutoCloseable {

    /** Together below the 300 ms that a page may be delayed, and so are two answers just in time. */
    private static final int CONNECT_MS = 100;

    private static final int ANSWER_MS = 145;

    static final String PREFIX = "tocsin:alerting:";

    private static final Duration TRACE_KEPT = Duration.ofDays(7);

    private final RedisClient client;
    private final String address;
    private final String traceKey;

    /**
     * @param password empty for none
     * @param owner who asks, unique to this process
     */
    public RedisConnection(String host, int port, int database, Secret password, String owner) {
        this.address = host + ":" + port;
        this.traceKey = PREFIX + "seen:" + owner;
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(4);
        pool.setMinIdle(0);
        pool.setMaxWait(Duration.ofMillis(CONNECT_MS));
        pool.setJmxEnabled(false);
        DefaultJedisClientConfig.Builder settings = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MS)
                .socketTimeoutMillis(ANSWER_MS)
                .database(database)
                // One question less on each new connection, each of which may take a time-out.
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .clientName("tocsin-alerting-sink");
        if (!password.isEmpty()) {
            settings.password(password.value());
        }
        this.client = RedisClient.builder()
                .hostAndPort(host, port)
                .clientConfig(settings.build())
                .poolConfig(pool)
                .build();
    }

    @Override
    public boolean remembers() {
        return call(redis -> redis.setGet(traceKey, "1", SetParams.setParams().px(TRACE_KEPT.toMillis())) != null);
    }

    <T> T call(Function<UnifiedJedis, T> command) {
        try {
            return command.apply(client);
        } catch (JedisException e) {
            throw new MemoryUnavailableException("Redis at " + address + ": " + words(e), e);
        }
    }

    Object script(String script, List<String> keys, List<String> arguments) {
        return call(redis -> redis.eval(script, keys, arguments));
    }

    private static String words(JedisException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public void close() {
        client.close();
    }
}
