package dev.tocsin.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that wants a key, and others that are no gateway. */
class GatewayClientIT {

    private HttpServer server;
    private volatile String answer = "[]";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean known =
                    "Bearer secret-key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private GatewayClient client(String key) {
        return new GatewayClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), new Secret(key));
    }

    @Test
    void shouldShowItsKeyAndNeverTellIt() {
        assertThat(client("secret-key").export()).contains("services: []");
        assertThatThrownBy(() -> client("wrong-key").export())
                .isInstanceOf(BadSettingException.class)
                .hasMessageContainingAll("does not take this one", "--key-file")
                .hasMessageNotContaining("wrong-key");
        assertThatThrownBy(() -> client("").export())
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("wants an API key; set TOCSIN_API_KEY");
    }

    @Test
    void shouldSaySoWhenSomethingElseAnswers() {
        for (String other : new String[] {"<html>", "{\"a\": 1}", ""}) {
            answer = other;
            assertThatThrownBy(() -> client("secret-key").export())
                    .as(other)
                    .isInstanceOf(BadSettingException.class)
                    .hasMessageContaining("not as a Tocsin does");
        }
    }
}
