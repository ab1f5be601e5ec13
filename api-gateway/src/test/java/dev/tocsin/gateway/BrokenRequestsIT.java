package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client library sends: they get the one error body too, and are told when the connection ends. */
class BrokenRequestsIT {

    private static final int PATIENCE_MS = 20_000;

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.app().port())) {
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | GET /services/%zz HTTP/1.1
            400 | GET /services/%00 HTTP/1.1
            400 | GET /services/\t HTTP/1.1
            400 | GET
            400 | GET /services HTTP/1.1\\r\\nHost: a b
            505 | GET /services HTTP/7.0
            """)
    void shouldAnswerInTheOneFormWhenTheRequestCannotBeRead(int status, String head) throws IOException {
        String answer =
                exchange(head.replace("\\r\\n", "\r\n") + (head.contains("Host") ? "" : "\r\nHost: a") + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status).containsIgnoringCase("Connection: close");
        JsonNode body = json(answer.substring(answer.indexOf("\r\n\r\n")));
        assertThat(body.path("status").asInt()).isEqualTo(status);
        for (String field : new String[] {"detail", "error", "message", "path", "method", "title"}) {
            assertThat(body.path(field).isTextual()).as(field).isTrue();
        }
        assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContain("Exception");
    }

    @Test
    void shouldSayThatHeadersAreTooLarge() throws IOException {
        String answer = exchange("GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("send less").containsIgnoringCase("connection: close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/health", "/services/1/checks"})
    void shouldNotLoseTheAnswerToABodyThatNobodyReads(String path) {
        byte[] body = new byte[400_000];
        Arrays.fill(body, (byte) 'x');
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.address("http", path))
                    .PUT(BodyPublishers.ofByteArray(body))
                    .build());
            assertThat(answer.statusCode()).isIn(404, 405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "//evil.example",
                "/\\evil.example/",
                "/services//",
                "/nowhere/",
                "/%2F/evil.example/"
            })
    void shouldLeadNobodyElsewhere(String path) throws IOException {
        String answer = exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 4.*").doesNotContainIgnoringCase("location:");
    }
}
