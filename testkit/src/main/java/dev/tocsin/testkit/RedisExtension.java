package dev.tocsin.testkit;

import dev.tocsin.embedded.EmbeddedRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis for a test class, shared with the other classes of the same JVM, and emptied before each test:
 *
 * <pre>{@code @RegisterExtension static final RedisExtension redis = new RedisExtension();}</pre>
 *
 * A test that stops or breaks a server starts an {@link EmbeddedRedis} of its own.
 */
public final class RedisExtension implements BeforeAllCallback, BeforeEachCallback {

    private static final int TIMEOUT_MS = 5_000;

    private EmbeddedRedis redis;

    @Override
    public void beforeAll(ExtensionContext context) {
        redis = SharedPart.in(context, EmbeddedRedis.class, folder -> EmbeddedRedis.start(folder, 0));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        try (Socket socket = new Socket(host(), port())) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (!"+OK".equals(answer)) {
                throw new IOException("Redis cannot be emptied: " + answer);
            }
        }
    }

    public String host() {
        return redis.host();
    }

    public int port() {
        return redis.port();
    }
}
